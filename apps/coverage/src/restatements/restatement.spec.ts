import fc from 'fast-check';
import type { ChangeRef } from '../lineage/change';
import type { Succession } from '../lineage/succession/succession';
import { type CountedUnit, keyOf, restate as restateOf } from './restatement';

const OWN = '2020-06-30';
const OTHER = '2023-06-30';

function unit(code: string, state: CountedUnit['state'] = 'unknown', declared = false) {
  return { code, name: `${code}村`, state, declared };
}

/** A succession of links from own to other codes; what is not linked continues nothing. */
function linked(
  links: readonly (readonly [string, string])[],
  changes: ChangeRef[] = [],
): Succession {
  return {
    from: OWN,
    to: OTHER,
    inheritorsOf: (code) => links.filter(([from]) => from === code).map(([, to]) => to),
    sourcesOf: (code) => links.filter(([, to]) => to === code).map(([from]) => from),
    moved: () => links.flatMap(([from, to]) => (from === to ? [] : [from])),
    changesFrom: (code) => changes.filter(({ from }) => from.includes(code)),
    changesTo: (code) => changes.filter(({ to }) => to.includes(code)),
  };
}

function change(kind: ChangeRef['kind'], from: string[], to: string[]): ChangeRef {
  const changeId = `${kind} ${from.join()} ${to.join()}`;
  return { changeId, kind, from, to, earlier: OWN, later: OTHER, effectiveOn: OTHER };
}

/** On registers that state every code. */
const restate = (
  own: readonly CountedUnit[],
  other: readonly CountedUnit[],
  succession: Succession,
) => restateOf(own, other, succession, { own: () => true, other: () => true });

describe('restating a figure', () => {
  it('carries over what stayed as it was, under whatever code', () => {
    const recode = change('recode', ['1'], ['9']);
    const restated = restate(
      [unit('1', 'observed', true), unit('2')],
      [unit('2'), unit('9', 'observed', true)],
      linked([['1', '9'], ['2', '2']], [recode]), // prettier-ignore
    );
    expect(restated.differences).toEqual([]);
    expect(restated.carried).toEqual({ unchanged: 1, byKind: { recode: 1 } });
  });

  it('tells a merger as one difference, with what it takes from the figures', () => {
    const merge = change('merge', ['1', '2'], ['2']);
    const { differences } = restate(
      [unit('1', 'observed', true), unit('2', 'declared-only', true)],
      [unit('2', 'observed', true)],
      linked([['1', '2'], ['2', '2']], [merge]), // prettier-ignore
    );
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({
      before: [{ code: '1' }, { code: '2' }],
      after: [{ code: '2' }],
      changes: [merge],
      effect: { denominator: -1, declared: -1, observed: 0 },
    });
  });

  it('tells what became of a unit that is no longer counted', () => {
    const recode = change('recode', ['1'], ['5']);
    const { differences } = restate([unit('1', 'observed')], [], linked([['1', '5']], [recode]));
    expect(differences[0]).toMatchObject({ after: [], uncountedAfter: ['5'], changes: [recode] });
  });

  it('names no code that a register does not state', () => {
    const [created] = restateOf([], [unit('7')], linked([['7', '7']]), {
      own: () => false,
      other: () => true,
    }).differences;
    expect(created).toMatchObject({ before: [], uncountedBefore: [], after: [{ code: '7' }] });
  });

  it('does not follow a code that another unit has taken', () => {
    const moved = change('recode', ['1'], ['2']);
    const taken = change('recode', ['3'], ['1']);
    const { differences } = restate(
      [unit('1', 'observed'), unit('3')],
      [unit('2', 'unknown'), unit('1')],
      linked([['1', '2'], ['3', '1']], [moved, taken]), // prettier-ignore
    );
    expect(differences).toHaveLength(1);
    expect(differences[0]?.changes).toEqual([moved]);
  });

  it('accounts for every unit once, and for all that lies between the figures', () => {
    const states = ['observed', 'declared-only', 'unknown', 'excluded'] as const;
    const units = fc
      .uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 })
      .chain((codes) =>
        fc.tuple(
          ...codes.map((code) =>
            fc
              .tuple(fc.constantFrom(...states), fc.boolean())
              .map(([state, declared]) => unit(String(code), state, declared)),
          ),
        ),
      );
    const code = fc.integer({ min: 0, max: 30 }).map(String);
    fc.assert(
      fc.property(
        units,
        units,
        fc.array(fc.tuple(code, code), { maxLength: 40 }),
        (own, other, links) => {
          const restated = restate(own, other, linked(links));
          const { differences, ownCounts, otherCounts, carried } = restated;
          for (const set of ['denominator', 'declared', 'observed'] as const) {
            const between = differences.reduce((sum, { effect }) => sum + effect[set], 0);
            expect(ownCounts[set] + between).toBe(otherCounts[set]);
          }
          const told = differences.flatMap(({ before }) => before.map((each) => each.code));
          expect(new Set(told).size).toBe(told.length);
          expect(told.length + carried.unchanged).toBe(own.length);
          expect(new Set(differences.map(keyOf)).size).toBe(differences.length);
        },
      ),
    );
  });
});
