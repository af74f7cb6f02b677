import type { Day } from '@youlu/vocabulary';
import type { ChangeInForce, ChangeRef } from '../change';
import type { PairLinks } from './pair-links';

/** Which codes of one register continue which codes of another. */
export interface Succession {
  readonly from: Day;
  readonly to: Day;
  /**
   * Codes of `to` that continue a code of `from`; none where nothing does. Of what a unit was split
   * into only the part that is the same unit: evidence about the whole proves nothing about a part.
   * A code that `from` does not state, but the edition beside it does, is read as that edition's:
   * carriers use a new code before the register that lists it is out.
   */
  inheritorsOf(code: string): readonly string[];
  /** Codes whose evidence and declarations of the time of `from` count for a code of `to`. */
  sourcesOf(code: string): readonly string[];
  /** Codes that `inheritorsOf` answers with anything but themselves. */
  moved(): readonly string[];
  /** The changes that a code of `from` goes through, in the order of time. */
  changesFrom(code: string): readonly ChangeRef[];
  /**
   * The changes that a code of `to` came by. Not the same question for one code: another unit may have
   * taken a code that fell free.
   */
  changesTo(code: string): readonly ChangeRef[];
}

/** A register and itself. */
export function sameRegister(date: Day): Succession {
  return {
    from: date,
    to: date,
    inheritorsOf: (code) => [code],
    sourcesOf: (code) => [code],
    moved: () => [],
    changesFrom: () => [],
    changesTo: () => [],
  };
}

/** Puts the links between neighbouring editions on the way together, in the order of the way. */
export function compose(from: Day, to: Day, way: readonly PairLinks[]): Succession {
  let known: readonly string[] | undefined; // a nation's are hundreds of thousands, and asked for often
  return {
    from,
    to,
    inheritorsOf: (code) => walk(way, code).at(-1) ?? [],
    sourcesOf: (code) => walkBack(way, code).at(-1) ?? [],
    moved: () => (known ??= moved(way)),
    changesFrom: (code) => changesFrom(way, code),
    changesTo: (code) => changesTo(way, code),
  };
}

/** The codes that a code has become, after each step of the way. */
function walk(way: readonly PairLinks[], code: string): (readonly string[])[] {
  const steps: (readonly string[])[] = [[code]];
  for (const [i, links] of way.entries()) {
    const next = (steps[i] ?? []).flatMap((one) => {
      const known = links.inheritors.get(one);
      if (known !== undefined) return known;
      return i > 0 && links.fresh.has(one) ? [] : [one];
    });
    steps.push(distinct(next));
  }
  return steps;
}

function moved(way: readonly PairLinks[]): readonly string[] {
  const named = distinct(way.flatMap(({ inheritors }) => [...inheritors.keys()]));
  return named.filter((code) => {
    const heirs = walk(way, code).at(-1) ?? [];
    return heirs.length !== 1 || heirs[0] !== code;
  });
}

/** The same against the way: what a code of the end was, before each step. */
function walkBack(way: readonly PairLinks[], code: string): (readonly string[])[] {
  const steps: (readonly string[])[] = [[code]];
  for (let i = way.length - 1; i >= 0; i -= 1) {
    const links = way[i] as PairLinks;
    const before = (steps.at(-1) ?? []).flatMap((one) => {
      const known = links.sources.get(one) ?? [one];
      return i === 0 && links.fresh.has(one) ? [...known, one] : known;
    });
    steps.push(distinct(before));
  }
  return steps;
}

function changesFrom(way: readonly PairLinks[], code: string): ChangeRef[] {
  return inOrder(
    walk(way, code).flatMap((codes, i) => codes.map((one) => way[i]?.changesFrom.get(one))),
  );
}

function changesTo(way: readonly PairLinks[], code: string): ChangeRef[] {
  const last = way.length - 1;
  return inOrder(
    walkBack(way, code).flatMap((codes, i) =>
      codes.map((one) => way[last - i]?.changesTo.get(one)),
    ),
  );
}

function inOrder(lists: readonly (readonly ChangeInForce[] | undefined)[]): ChangeRef[] {
  const found = new Map<string, ChangeInForce>();
  for (const list of lists) for (const change of list ?? []) found.set(change.changeId, change);
  return [...found.values()]
    .sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1))
    .map(({ heir: _heir, ...change }) => change);
}

function distinct(codes: readonly string[]): readonly string[] {
  return codes.length < 2 ? codes : [...new Set(codes)];
}
