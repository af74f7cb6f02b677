import * as fc from 'fast-check';
import type { ChangeInForce, ChangeKind } from '../change';
import { heirOf } from '../proposing/heir';
import { type EditionPair, linksBack, linksForward } from './pair-links';
import { compose, sameRegister, type Succession } from './succession';

/** Names by code. */
type Edition = ReadonlyMap<string, string>;
const editionOf = (rows: { readonly [code: string]: string }): Edition =>
  new Map(Object.entries(rows));

function pairOf(earlier: Edition, later: Edition, changes: ChangeInForce[] = []): EditionPair {
  const gone = [...earlier].filter(([code, name]) => later.get(code) !== name);
  const come = [...later].filter(([code, name]) => earlier.get(code) !== name);
  return { gone: gone.map(([code]) => code), come: come.map(([code]) => code), changes };
}

let serial = 0;
function change(
  kind: ChangeKind,
  from: string[],
  to: string[],
  [earlier, later]: [Edition, Edition],
): ChangeInForce {
  const nameOf = {
    earlier: (code: string) => earlier.get(code),
    later: (code: string) => later.get(code),
  };
  const heir = heirOf({ kind, from, to }, nameOf);
  const [changeId, day] = [`c${serial++}`, '2021-06-30'];
  return { changeId, kind, from, to, heir, earlier: '2020-06-30', later: day, effectiveOn: day };
}

function forward(...pairs: EditionPair[]): Succession {
  return compose('2020-06-30', '2023-06-30', pairs.map(linksForward));
}
function back(...pairs: EditionPair[]): Succession {
  return compose('2023-06-30', '2020-06-30', [...pairs].reverse().map(linksBack));
}

describe('a succession', () => {
  it('of a register and itself is the register itself', () => {
    const same = sameRegister('2020-06-30');
    expect([same.inheritorsOf('1'), same.sourcesOf('1')]).toEqual([['1'], ['1']]);
    expect([same.changesFrom('1'), same.changesTo('1')]).toEqual([[], []]);
    expect(same.moved()).toEqual([]);
  });

  it('carries a recode through several editions, and back', () => {
    const [a, b, c] = [editionOf({ 1: '甲' }), editionOf({ 2: '甲' }), editionOf({ 3: '甲' })];
    const first = pairOf(a, b, [change('recode', ['1'], ['2'], [a, b])]);
    const second = pairOf(b, c, [change('recode', ['2'], ['3'], [b, c])]);
    expect(forward(first, second).inheritorsOf('1')).toEqual(['3']);
    expect(forward(first, second).sourcesOf('3')).toEqual(['1', '2']); // 2: ahead of its register
    const moved = forward(first, second);
    expect(moved.moved()).toEqual(['1', '2']);
    expect(moved.moved()).toBe(moved.moved());
    expect(back(first, second).moved()).toEqual(['3', '2']);
    expect(back(first, second).inheritorsOf('3')).toEqual(['1']);
    expect(back(first, second).sourcesOf('1')).toEqual(['3', '2']); // 2: used after its register
    expect(
      forward(first, second)
        .changesFrom('1')
        .map(({ from }) => from),
    ).toEqual([['1'], ['2']]);
  });

  it('tells what a code went through apart from what another unit of that code came by', () => {
    const [a, b] = [editionOf({ 1: '甲', 3: '丙' }), editionOf({ 2: '甲', 1: '丙' })];
    const moved = change('recode', ['1'], ['2'], [a, b]);
    const taken = change('recode', ['3'], ['1'], [a, b]);
    const succession = forward(pairOf(a, b, [moved, taken]));
    const ids = (changes: readonly { changeId: string }[]) => changes.map((c) => c.changeId);
    expect(ids(succession.changesFrom('1'))).toEqual([moved.changeId]);
    expect(ids(succession.changesTo('1'))).toEqual([taken.changeId]);
    expect(ids(succession.changesTo('2'))).toEqual([moved.changeId]);
  });

  it('lets several sources count for what they merged into, and only the heir going back', () => {
    const [a, b] = [editionOf({ 1: '甲', 2: '乙' }), editionOf({ 1: '甲' })];
    const pair = pairOf(a, b, [change('merge', ['1', '2'], ['1'], [a, b])]);
    expect(forward(pair).sourcesOf('1')).toEqual(['1', '2']);
    expect(forward(pair).inheritorsOf('2')).toEqual(['1']);
    expect(back(pair).inheritorsOf('1')).toEqual(['1']);
    expect(back(pair).sourcesOf('2')).toEqual(['2']); // no part of what 1 shows now
    expect(back(pair).changesFrom('1')[0]?.kind).toBe('merge'); // told as it was
  });

  it('lets only the part that keeps name or code inherit from what was split', () => {
    const a = editionOf({ 1: '甲', 2: '乙', 3: '丙' });
    const b = editionOf({ 4: '甲', 5: '甲东', 2: '乙西', 6: '乙东', 7: '丙南', 8: '丙北' });
    const pair = pairOf(a, b, [
      change('split', ['1'], ['4', '5'], [a, b]),
      change('split', ['2'], ['2', '6'], [a, b]),
      change('split', ['3'], ['7', '8'], [a, b]),
    ]);
    const succession = forward(pair);
    expect(['1', '2', '3'].map((code) => succession.inheritorsOf(code))).toEqual([
      ['4'],
      ['2'],
      [],
    ]);
    expect(
      ['5', '6', '7'].map((code) => succession.sourcesOf(code).filter((c) => c < '4')),
    ).toEqual([[], [], []]);
    // What shows a part served shows that the whole was.
    expect(back(pair).sourcesOf('3')).toEqual(['7', '8', '3']);
  });

  it('takes nothing for the same that no change in force explains, though the code is kept', () => {
    const [a, b] = [editionOf({ 1: '甲' }), editionOf({ 1: '乙' })];
    expect(forward(pairOf(a, b)).inheritorsOf('1')).toEqual([]);
    const renamed = pairOf(a, b, [change('rename', ['1'], ['1'], [a, b])]);
    expect(forward(renamed).inheritorsOf('1')).toEqual(['1']);
  });

  it('ends a unit whose code came back for another, and reads a code ahead of its register', () => {
    const [a, b, c] = [
      editionOf({ 1: '甲' }),
      editionOf({ 2: '乙' }),
      editionOf({ 1: '丙', 2: '乙', 3: '丁' }),
    ];
    const pairs = [pairOf(a, b), pairOf(b, c)];
    expect(forward(...pairs).inheritorsOf('1')).toEqual([]);
    expect(forward(...pairs).inheritorsOf('2')).toEqual(['2']); // in the next edition
    expect(forward(...pairs).inheritorsOf('3')).toEqual([]); // too far ahead
  });

  it('believes a person that a kept code and name is another unit', () => {
    const same = editionOf({ 1: '甲' });
    const told = [change('abolish', ['1'], [], [same, same])];
    expect(forward(pairOf(same, same, told)).inheritorsOf('1')).toEqual([]);
    expect(forward(pairOf(same, same, told)).sourcesOf('1')).toEqual([]);
  });
});

const CODES = ['1', '2', '3', '4', '5', '6'];
const anyEdition = fc
  .array(fc.constantFrom('甲', '乙', '丙', undefined), { minLength: 6, maxLength: 6 })
  .map(
    (names) =>
      new Map(CODES.flatMap((code, i) => (names[i] ? [[code, names[i]] as const] : []))) as Edition,
  );

/** Changes between two editions that name each code at most once on each side. */
function anyChanges(a: Edition, b: Edition): fc.Arbitrary<ChangeInForce[]> {
  const sides = fc.tuple(fc.shuffledSubarray([...a.keys()]), fc.shuffledSubarray([...b.keys()]));
  const kinds = fc.array(fc.constantFrom<ChangeKind>('recode', 'merge', 'split', 'abolish'), {
    maxLength: 6,
  });
  return fc.tuple(sides, kinds).map(([[from, to], drawn]) =>
    drawn.flatMap((kind) => {
      const counts = { recode: [1, 1], merge: [2, 1], split: [1, 2], abolish: [1, 0] }[
        kind as 'recode'
      ] as [number, number];
      if (from.length < counts[0] || to.length < counts[1]) return [];
      return [change(kind, from.splice(0, counts[0]), to.splice(0, counts[1]), [a, b])];
    }),
  );
}
const anyWay = fc.array(anyEdition, { minLength: 2, maxLength: 4 }).chain((editions) =>
  fc
    .tuple(...editions.slice(1).map((later, i) => anyChanges(editions[i] as Edition, later)))
    .map((changes) => ({
      editions,
      pairs: changes.map((some, i) =>
        pairOf(editions[i] as Edition, editions[i + 1] as Edition, some),
      ),
    })),
);

describe('any succession', () => {
  it('is the identity between editions that state the same', () => {
    fc.assert(
      fc.property(anyEdition, fc.integer({ min: 1, max: 4 }), (edition, n) => {
        const succession = forward(...Array.from({ length: n }, () => pairOf(edition, edition)));
        for (const code of edition.keys()) {
          expect(succession.inheritorsOf(code)).toEqual([code]);
          expect(succession.sourcesOf(code)).toEqual([code]);
        }
      }),
    );
  });

  it('says the same of sources and of inheritors, forward and back', () => {
    fc.assert(
      fc.property(anyWay, fc.boolean(), ({ editions, pairs }, isBack) => {
        const succession = isBack ? back(...pairs) : forward(...pairs);
        const ends = [editions[0], editions.at(-1)] as [Edition, Edition];
        const [from, to] = isBack ? [ends[1], ends[0]] : ends;
        for (const code of from.keys()) {
          for (const heir of succession.inheritorsOf(code)) expect([...to.keys()]).toContain(heir);
        }
        for (const source of CODES) {
          for (const code of to.keys()) {
            const inherits = succession.inheritorsOf(source).includes(code);
            expect([source, succession.sourcesOf(code).includes(source)]).toEqual([
              source,
              inherits,
            ]);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('goes on from each edition as if it had begun there', () => {
    fc.assert(
      fc.property(anyWay, ({ editions, pairs }) => {
        const [first, ...rest] = pairs as [EditionPair, ...EditionPair[]];
        for (const code of editions[0]?.keys() ?? []) {
          const inNext = forward(first).inheritorsOf(code);
          const inLast = inNext.flatMap((one) => forward(...rest).inheritorsOf(one));
          expect([...forward(...pairs).inheritorsOf(code)].sort()).toEqual(
            [...new Set(inLast)].sort(),
          );
        }
      }),
    );
  });

  it('splits into one inheritor at most', () => {
    fc.assert(
      fc.property(anyWay, ({ editions, pairs }) => {
        for (const code of editions[0]?.keys() ?? []) {
          expect(forward(...pairs).inheritorsOf(code).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
