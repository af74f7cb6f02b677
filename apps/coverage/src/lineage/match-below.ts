import type { RegisterRow } from '../register/register-row';
import type { Confidence } from './change-reasons';
import { append } from './edition';
import type { Pairing } from './pairing';

interface Shared {
  readonly row: RegisterRow;
  readonly other: RegisterRow;
  /** Stems that stand below both. */
  readonly many: number;
  /** Of those of the side that has more, and of the earlier and the later one each. */
  readonly share: number;
  readonly ofEarlier: number;
  readonly ofLater: number;
}

export function compare(p: Pairing, row: RegisterRow, other: RegisterRow): Shared {
  const [a, b] = [p.earlier.stemsBelow(row.code), p.later.stemsBelow(other.code)];
  let many = 0;
  for (const stem of a) if (b.has(stem)) many++;
  const ofEarlier = a.size === 0 ? 0 : many / a.size;
  const ofLater = b.size === 0 ? 0 : many / b.size;
  return { row, other, many, ofEarlier, ofLater, share: Math.min(ofEarlier, ofLater) };
}

/** Units whose number is kept under another name while the rows below them stay. */
export function matchKeptBelow(p: Pairing, superior: string, heir: string): void {
  for (const row of p.openBelowEarlier(superior)) {
    const other = p.later.find(heir + row.code.slice(superior.length));
    if (!other || !p.isOpenLater(other)) continue;
    const { many, share } = compare(p, row, other);
    if (many < 2 || share < 0.6) continue;
    p.link(row, other, {
      reason: 'same-rows-below',
      confidence: superior === heir ? 'certain' : 'firm',
    });
  }
}

/**
 * Units that have (nearly) the same rows below them under another code and name. First those that are
 * each other's best by far; then, of equally good ones (companies have numbers for names), the one
 * on a way between a prefecture and a county that others went before.
 */
export function matchSameBelow(
  p: Pairing,
  old: readonly RegisterRow[],
  now: readonly RegisterRow[],
): void {
  const found = sharedBelow(p, old, now).filter(({ many, share }) => many >= 2 && share >= 0.5);
  found.sort((x, y) => y.share - x.share || y.many - x.many || (x.row.code < y.row.code ? -1 : 1));
  const rivalsOf = (best: Shared, nearly: number) =>
    found.filter(
      (f) =>
        f !== best &&
        (f.row === best.row || f.other === best.other) &&
        isOpen(p, f) &&
        f.share > best.share * nearly,
    );
  for (const isLast of [false, true]) {
    for (const best of found) {
      if (!isOpen(p, best)) continue;
      const equals = rivalsOf(best, EQUAL);
      const isOnAWay = p.isOnAWay(best.row, best.other);
      if (!isLast && !isOnAWay && equals.length > 0) continue;
      const isSure = best.share >= 0.9 && best.many >= 5 && rivalsOf(best, NEAR).length === 0;
      linkBelow(p, best, isSure ? 'firm' : equals.length === 0 || isOnAWay ? 'likely' : 'guess');
    }
  }
}
const EQUAL = 0.95;
const NEAR = 0.8;

const isOpen = (p: Pairing, { row, other }: Shared): boolean =>
  p.isOpenEarlier(row) && p.isOpenLater(other);

function linkBelow(p: Pairing, { row, other, many, share }: Shared, confidence: Confidence): void {
  const parameters = { many, share: Math.round(share * 100) };
  p.link(row, other, { reason: 'same-rows-below', confidence, parameters });
}

function sharedBelow(
  p: Pairing,
  old: readonly RegisterRow[],
  now: readonly RegisterRow[],
): Shared[] {
  const having = new Map<string, RegisterRow[]>();
  for (const other of now) {
    for (const stem of p.later.stemsBelow(other.code)) {
      append(having, stem, other);
    }
  }
  const found: Shared[] = [];
  for (const row of old) {
    const others = new Set<RegisterRow>();
    for (const stem of p.earlier.stemsBelow(row.code)) {
      for (const other of having.get(stem) ?? []) others.add(other);
    }
    for (const other of others) found.push(compare(p, row, other));
  }
  return found;
}

/** Units that are gone and whose rows stand below one other unit: merged into it. */
export function matchJoined(
  p: Pairing,
  old: readonly RegisterRow[],
  now: readonly RegisterRow[],
): void {
  const into = new Map<RegisterRow, Shared[]>();
  for (const shared of sharedBelow(p, old, now)) {
    if (!p.isOpenEarlier(shared.row)) continue;
    const least = shared.row.level === 4 ? 3 : 2;
    const came = cameNew(p, shared);
    if (came < least || came < p.earlier.stemsBelow(shared.row.code).size * 0.75) continue;
    append(into, shared.other, shared);
  }
  for (const [other, parts] of into) {
    const gone = parts.filter(({ row }) => p.isOpenEarlier(row)).map(({ row }) => row);
    const survivor = p.originOf(other.code);
    const from = survivor ? [survivor, ...gone] : gone;
    if (from.length < 2 || gone.length === 0) continue;
    p.group({
      kind: 'merge',
      from,
      to: [other],
      reason: 'rows-below-joined',
      confidence: 'likely',
    });
  }
}

/** How many of its rows stand below the other one, and stood below no forerunner of that one. */
function cameNew(p: Pairing, { row, other, many }: Shared): number {
  const origin = p.originOf(other.code);
  if (!origin) return many;
  const [had, has] = [p.earlier.stemsBelow(origin.code), p.later.stemsBelow(other.code)];
  return [...p.earlier.stemsBelow(row.code)].filter((s) => has.has(s) && !had.has(s)).length;
}

/** A unit that is gone and whose rows are all that is below several new ones: divided into them. */
export function matchDivided(
  p: Pairing,
  old: readonly RegisterRow[],
  now: readonly RegisterRow[],
): void {
  const shared = sharedBelow(p, old, now);
  for (const row of old) {
    if (!p.isOpenEarlier(row)) continue;
    const parts = shared.filter(
      (s) => s.row === row && p.isOpenLater(s.other) && s.many >= 2 && s.ofLater >= 0.5,
    );
    const covered = parts.reduce((sum, { ofEarlier }) => sum + ofEarlier, 0);
    if (parts.length < 2 || covered < 0.6) continue;
    const to = parts.map(({ other }) => other);
    p.group({ kind: 'split', from: [row], to, reason: 'rows-below-divided', confidence: 'likely' });
  }
}
