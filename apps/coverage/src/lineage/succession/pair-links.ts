import type { ChangeInForce, ChangeKind, StatedChange } from '../change';

/** What is known about two neighbouring editions: all codes not named here are stated alike. */
export interface EditionPair {
  /** Codes that the earlier edition states and the later does not state alike. */
  readonly gone: readonly string[];
  /** Codes that the later edition states and the earlier does not state alike. */
  readonly come: readonly string[];
  readonly changes: readonly ChangeInForce[];
}

/** How one edition's codes continue in a neighbouring one; what is absent continues as itself. */
export interface PairLinks {
  readonly inheritors: ReadonlyMap<string, readonly string[]>;
  readonly sources: ReadonlyMap<string, readonly string[]>;
  /** Codes that the edition come from does not state at all. */
  readonly fresh: ReadonlySet<string>;
  readonly changesFrom: ReadonlyMap<string, readonly ChangeInForce[]>;
  readonly changesTo: ReadonlyMap<string, readonly ChangeInForce[]>;
}

const NONE: readonly string[] = [];

/** A change as this direction sees it, and as it is told. */
interface Seen extends StatedChange {
  readonly heir: string | null;
  readonly told: ChangeInForce;
}

/** The links from the earlier edition to the later one. */
export function linksForward({ gone, come, changes }: EditionPair): PairLinks {
  return linksOf(
    gone,
    come,
    changes.map((told) => ({ ...told, told })),
  );
}

/** The links from the later edition back to the earlier one: a merge undone is a split. */
export function linksBack({ gone, come, changes }: EditionPair): PairLinks {
  return linksOf(
    come,
    gone,
    changes.map((told) => ({
      kind: UNDONE[told.kind],
      from: told.to,
      to: told.from,
      heir: told.heir,
      told,
    })),
  );
}

function linksOf(gone: readonly string[], come: readonly string[], seen: readonly Seen[]) {
  const inheritors = new Map(gone.map((code) => [code, NONE]));
  const sources = new Map(come.map((code) => [code, NONE]));
  const stated = new Set(gone);
  const fresh = new Set(come.filter((code) => !stated.has(code)));
  for (const { kind, from, to, heir } of seen) {
    const parts = kind === 'split' ? listOf(heir) : to;
    for (const code of from) inheritors.set(code, parts);
    for (const code of to) sources.set(code, parts.includes(code) ? from : NONE);
  }
  const changesFrom = changesBySide(seen, 'from');
  const changesTo = changesBySide(seen, 'to');
  // A code stated alike that a change names on one side only is another unit from there on.
  for (const code of changesTo.keys()) {
    if (!inheritors.has(code) && !fresh.has(code)) inheritors.set(code, NONE);
  }
  for (const code of changesFrom.keys()) if (!sources.has(code)) sources.set(code, NONE);
  return { inheritors, sources, fresh, changesFrom, changesTo };
}

const UNDONE: Readonly<Record<ChangeKind, ChangeKind>> = {
  create: 'abolish',
  abolish: 'create',
  rename: 'rename',
  recode: 'recode',
  transfer: 'transfer',
  merge: 'split',
  split: 'merge',
};

function changesBySide(seen: readonly Seen[], side: 'from' | 'to'): Map<string, ChangeInForce[]> {
  const byCode = new Map<string, ChangeInForce[]>();
  for (const change of seen) {
    for (const code of change[side]) {
      const known = byCode.get(code);
      if (known) known.push(change.told);
      else byCode.set(code, [change.told]);
    }
  }
  return byCode;
}

function listOf(code: string | null): readonly string[] {
  return code === null ? NONE : [code];
}
