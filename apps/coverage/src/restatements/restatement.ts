import type { CoverageState, Day } from '@youlu/vocabulary';
import type { ChangeKind, ChangeRef } from '../lineage/change';
import type { Succession } from '../lineage/succession/succession';

/** A unit that is counted on one of the two registers, as it is judged there. */
export interface CountedUnit {
  readonly code: string;
  readonly name: string;
  readonly state: CoverageState;
  readonly declared: boolean;
}

/** The sets of a figure as integers; of a difference what it adds, below zero where it takes away. */
export interface FigureCounts {
  readonly denominator: number;
  readonly declared: number;
  readonly observed: number;
}

/** Units of the own register and what became of them, where that moves a figure or a state. */
export interface RestatedDifference {
  readonly before: readonly CountedUnit[];
  readonly after: readonly CountedUnit[];
  /** Codes that are the same units, but are not counted on the register in question. */
  readonly uncountedBefore: readonly string[];
  readonly uncountedAfter: readonly string[];
  readonly changes: readonly ChangeRef[];
  readonly effect: FigureCounts;
}

export interface Restatement {
  readonly own: Day;
  readonly other: Day;
  readonly ownCounts: FigureCounts;
  readonly otherCounts: FigureCounts;
  /** Units that go over one by one and stay what they were: how many through no change, and by kind. */
  readonly carried: {
    readonly unchanged: number;
    readonly byKind: Readonly<Record<string, number>>;
  };
  readonly differences: readonly RestatedDifference[];
}

/**
 * Explains how the units counted on one register become those counted on another: units that
 * continue one another stand together, and whatever is not one unit that stayed as it was is a
 * difference, with the changes that it came by. The effects of all differences are exactly what lies
 * between the two figures.
 */
export function restate(
  own: readonly CountedUnit[],
  other: readonly CountedUnit[],
  succession: Succession,
  stated: Stated,
): Restatement {
  const before = new Map(own.map((unit) => [unit.code, unit]));
  const after = new Map(other.map((unit) => [unit.code, unit]));
  const byKind: Record<string, number> = {};
  let unchanged = 0;
  const differences: RestatedDifference[] = [];
  for (const group of groupsOf(before, after, succession)) {
    const found = describe(group, { before, after, succession, stated });
    if (!isCarried(found)) differences.push(found);
    else if (found.changes.length === 0) unchanged++;
    else for (const kind of kindsOf(found)) byKind[kind] = (byKind[kind] ?? 0) + 1;
  }
  differences.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return {
    own: succession.from,
    other: succession.to,
    ownCounts: countsOf(own),
    otherCounts: countsOf(other),
    carried: { unchanged, byKind },
    differences,
  };
}

/** Where a difference stands in the list: by the first code it names, what leaves before what enters. */
export function keyOf({ before, after }: RestatedDifference): string {
  const [gone] = before;
  return gone ? `${gone.code} 0` : `${after[0]?.code ?? ''} 1`;
}

export function kindsOf(found: { readonly changes: readonly { readonly kind: ChangeKind }[] }) {
  return [...new Set(found.changes.map(({ kind }) => kind))].sort();
}

/** Whether a register states a code at all, counted or not. */
export interface Stated {
  readonly own: (code: string) => boolean;
  readonly other: (code: string) => boolean;
}

interface Bases {
  readonly before: ReadonlyMap<string, CountedUnit>;
  readonly after: ReadonlyMap<string, CountedUnit>;
  readonly succession: Succession;
  readonly stated: Stated;
}

interface Group {
  readonly from: Set<string>;
  readonly to: Set<string>;
}

/** Codes of both registers that continue one another, each in one group. */
function* groupsOf(
  before: ReadonlyMap<string, CountedUnit>,
  after: ReadonlyMap<string, CountedUnit>,
  succession: Succession,
): Generator<Group> {
  const seen: Group = { from: new Set(), to: new Set() };
  for (const code of before.keys()) {
    if (!seen.from.has(code)) yield gather('from', code, seen, succession);
  }
  for (const code of after.keys()) {
    if (!seen.to.has(code)) yield gather('to', code, seen, succession);
  }
}

function gather(side: keyof Group, first: string, seen: Group, succession: Succession): Group {
  const group: Group = { from: new Set(), to: new Set() };
  const waiting: [keyof Group, string][] = [[side, first]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [at, code] = next;
    if (group[at].has(code)) continue;
    group[at].add(code);
    seen[at].add(code);
    if (at === 'from') {
      for (const heir of succession.inheritorsOf(code)) waiting.push(['to', heir]);
    } else for (const source of succession.sourcesOf(code)) waiting.push(['from', source]);
  }
  return group;
}

function describe(
  { from, to }: Group,
  { before, after, succession, stated }: Bases,
): RestatedDifference {
  const was = counted(from, before);
  const is = counted(to, after);
  return {
    before: was,
    after: is,
    uncountedBefore: [...from].filter((code) => !before.has(code) && stated.own(code)).sort(),
    uncountedAfter: [...to].filter((code) => !after.has(code) && stated.other(code)).sort(),
    changes: changesOf(from, to, succession),
    effect: difference(countsOf(was), countsOf(is)),
  };
}

function counted(codes: ReadonlySet<string>, units: ReadonlyMap<string, CountedUnit>) {
  return [...codes].sort().flatMap((code) => units.get(code) ?? []);
}

function countsOf(units: readonly CountedUnit[]): FigureCounts {
  const inRate = units.filter(({ state }) => state !== 'excluded');
  return {
    denominator: inRate.length,
    declared: inRate.filter(({ declared }) => declared).length,
    observed: inRate.filter(({ state }) => state === 'observed').length,
  };
}

function difference(was: FigureCounts, is: FigureCounts): FigureCounts {
  return {
    denominator: is.denominator - was.denominator,
    declared: is.declared - was.declared,
    observed: is.observed - was.observed,
  };
}

function isCarried({ before, after }: RestatedDifference): boolean {
  const [was] = before;
  const [is] = after;
  if (before.length !== 1 || after.length !== 1 || !was || !is) return false;
  return was.state === is.state && was.declared === is.declared;
}

/** The changes that lead from the one side to the other, in the order of time. */
function changesOf(
  from: ReadonlySet<string>,
  to: ReadonlySet<string>,
  succession: Succession,
): ChangeRef[] {
  const all = [
    ...[...from].flatMap((code) => succession.changesFrom(code)),
    ...[...to].flatMap((code) => succession.changesTo(code)),
  ];
  return [...new Map(all.map((change) => [change.changeId, change])).values()].sort((a, b) =>
    a.effectiveOn < b.effectiveOn ? -1 : 1,
  );
}
