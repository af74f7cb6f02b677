import type { RegisterRow } from '../../register/register-row';
import type { ProposedChange } from '../change';
import { append, Edition, type TakenApart } from '../edition';
import { doubtAll, doubtSiblings } from '../matching/doubt-siblings';
import { matchElsewhere } from '../matching/match-elsewhere';
import { doubtSharedBelow, matchKeptBelow, matchSameBelow } from '../matching/match-below';
import { matchDivided, matchJoined } from '../matching/match-groups';
import { matchNamedParts } from '../matching/match-parts';
import { matchLikeName, matchRenamed, matchSiblings } from '../matching/match-siblings';
import { Pairing } from '../matching/pairing';
import { changesOf } from './pairing-changes';
import { isStatedAlike } from '../stated-alike';

const LEVELS = [1, 2, 3, 4, 5] as const;
/** Digits two codes must share for a unit to be looked for elsewhere: first the county, and so on. */
const STRETCHES = [6, 4, 2] as const;

/**
 * The changes between two neighbouring editions, province by province (units never leave theirs), for
 * whatever the later one does not state alike (`isStatedAlike`). Each code that is not stated alike is
 * on its side of exactly one change. One that is stated alike is the same unit; it can be named too,
 * where others merged into it. The order of the rows does not matter.
 *
 * Read from the top: what became of the superiors is known before their lists are compared. Codes,
 * names, kinds, superiors and the lists around and below speak together; none of them alone does.
 */
export function proposeChanges(
  earlier: readonly RegisterRow[],
  later: readonly RegisterRow[],
): ProposedChange[] {
  const [old, now] = [byProvince(earlier), byProvince(later)];
  const provinces = [...new Set([...old.keys(), ...now.keys()])].sort();
  return provinces.flatMap((code) => proposeWithin(old.get(code) ?? [], now.get(code) ?? []));
}

function proposeWithin(
  earlier: readonly RegisterRow[],
  later: readonly RegisterRow[],
): ProposedChange[] {
  const names: TakenApart = [];
  const pairing = new Pairing(new Edition(earlier, names), new Edition(later, names));
  for (const level of LEVELS) matchLevel(pairing, level);
  return changesOf(pairing);
}

function byProvince(rows: readonly RegisterRow[]): Map<string, RegisterRow[]> {
  const provinces = new Map<string, RegisterRow[]>();
  for (const row of rows) append(provinces, row.code.slice(0, 2), row);
  return provinces;
}

function matchLevel(p: Pairing, level: number): void {
  linkStatedAlike(p, level);
  // Most lists are the same in both editions: only those with something open on both sides are read.
  const lists = listsAbove(p, level).filter(
    ([a, b]) => p.openBelowEarlier(a).length > 0 && p.openBelowLater(b).length > 0,
  );
  if (level < 5) for (const [a, b] of lists) matchKeptBelow(p, a, b);
  for (const [a, b] of lists) matchSiblings(p, a, b);
  if (level < 5) {
    for (const [a, b] of lists) matchSameBelow(p, p.openBelowEarlier(a), p.openBelowLater(b));
  }
  // From here on each name of a list is compared with each.
  const [short, long] = parted(lists, ([a, b]) => p.affordsAll(a, b));
  for (const [a, b] of short) matchNamedParts(p, a, b);
  matchAcrossLists(p, level);
  for (const [a, b] of short) matchRenamed(p, a, b);
  const [joined, longJoined] = parted(joinedAbove(p, level), ([a, b]) => p.affordsAll(a, b));
  for (const [a, b] of joined) matchLikeName(p, a, b);
  for (const [a, b] of [...short, ...joined]) doubtSiblings(p, a, b);
  for (const [a, b] of [...long, ...longJoined]) doubtAll(p, a, b);
}

function parted<T>(all: readonly T[], isOf: (one: T) => boolean): [T[], T[]] {
  const [some, others]: [T[], T[]] = [[], []];
  for (const one of all) (isOf(one) ? some : others).push(one);
  return [some, others];
}

function linkStatedAlike(p: Pairing, level: number): void {
  for (const row of p.earlier.rowsAt(level)) {
    const other = p.later.find(row.code);
    if (!other || !isStatedAlike(row, other)) continue;
    p.link(row, other, { reason: 'stated-alike', confidence: 'certain' });
  }
}

/** Each superior that lives on, with what it lives on as. */
function listsAbove(p: Pairing, level: number): [string, string][] {
  if (level === 1) return [['', '']];
  const lists: [string, string][] = [];
  for (const row of p.earlier.rowsAt(level - 1)) {
    const heir = p.heirOf(row.code);
    if (heir) lists.push([row.code, heir.code]);
  }
  return lists;
}

/** Each superior that became a part of others, or was divided, with what its ground belongs to now. */
function joinedAbove(p: Pairing, level: number): [string, string][] {
  return p.groups.flatMap(({ from, to }) =>
    from.flatMap((one): [string, string][] =>
      one.level === level - 1 ? to.map((other) => [one.code, other.code]) : [],
    ),
  );
}

interface Stretch {
  readonly key: string;
  readonly old: RegisterRow[];
  readonly now: RegisterRow[];
}

function matchAcrossLists(p: Pairing, level: number): void {
  for (const digits of STRETCHES) {
    for (const { old, now } of stretches(p, level, digits)) matchElsewhere(p, digits, old, now);
  }
  if (level === 5) return;
  for (const digits of STRETCHES) {
    for (const { old, now } of stretches(p, level, digits)) matchSameBelow(p, old, now);
  }
  for (const { key, old, now } of stretches(p, level, 4)) {
    matchDivided(p, old, now);
    doubtSharedBelow(p, old, now);
    matchJoined(
      p,
      old,
      p.later.rowsAt(level).filter(({ code }) => code.startsWith(key)),
    );
  }
}

/** What is open at a level, county by county (as counties live on), or by longer stretches of codes. */
function stretches(p: Pairing, level: number, digits: number): Stretch[] {
  const found = new Map<string, Stretch>();
  const at = (key: string): Stretch => {
    let stretch = found.get(key);
    if (!stretch) found.set(key, (stretch = { key, old: [], now: [] }));
    return stretch;
  };
  for (const row of p.earlier.rowsAt(level)) {
    if (!p.isOpenEarlier(row)) continue;
    const key = row.code.slice(0, digits);
    at(digits === 6 ? (p.heirOf(key)?.code ?? key) : key).old.push(row);
  }
  for (const row of p.later.rowsAt(level)) {
    if (!p.isOpenLater(row)) continue;
    at(row.code.slice(0, digits)).now.push(row);
  }
  return [...found.values()].filter(({ old }) => old.length > 0);
}
