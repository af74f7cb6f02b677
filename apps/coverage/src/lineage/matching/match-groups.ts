import type { RegisterRow } from '../../register/register-row';
import { append } from '../edition';
import type { Pairing } from './pairing';
import { allSharedBelow, type Shared } from './shared-below';

/** Rows below that must have come, and their part of all that was below, for a merge. */
const JOINED_MANY: Readonly<Record<number, number>> = { 2: 2, 3: 2, 4: 3 };
const JOINED_SHARE = 0.75;
const DIVIDED = { many: 2, ofPart: 0.5, ofWhole: 0.6 };

/** Units that are gone and whose rows stand below one other unit: merged into it. */
export function matchJoined(
  p: Pairing,
  old: readonly RegisterRow[],
  now: readonly RegisterRow[],
): void {
  const into = new Map<RegisterRow, Shared[]>();
  for (const shared of allSharedBelow(p, old, now)) {
    if (!p.isOpenEarlier(shared.row)) continue;
    const came = cameNew(p, shared);
    const all = p.earlier.stemsBelow(shared.row.code).size;
    const least = JOINED_MANY[shared.row.level] ?? Infinity;
    if (came >= least && came >= all * JOINED_SHARE) append(into, shared.other, shared);
  }
  for (const [other, parts] of into) {
    if (p.groupOfLater(other.code)) continue;
    const open = parts.filter(({ row }) => p.isOpenEarlier(row));
    const survivor = p.originOf(other.code);
    const from = [...(survivor ? [survivor] : []), ...open.map(({ row }) => row)];
    if (from.length < 2 || open.length === 0) continue;
    if (survivor && p.groupOfEarlier(survivor.code)) continue;
    // A county's towns all below another county: nothing else can have become of it.
    const isWhole = other.level < 4 && open.every(({ ofEarlier }) => ofEarlier === 1);
    const confidence = isWhole ? 'firm' : 'likely';
    p.group({ kind: 'merge', from, to: [other], reason: 'rows-below-joined', confidence });
  }
}

/** How many of its rows stand below the other one, and stood below no forerunner of that one. */
function cameNew(p: Pairing, { row, other, many }: Shared): number {
  const origin = p.originOf(other.code);
  if (!origin) return many;
  const [had, has] = [p.earlier.stemsBelow(origin.code), p.later.stemsBelow(other.code)];
  return [...p.earlier.stemsBelow(row.code)].filter((s) => has.has(s) && !had.has(s)).length;
}

/** A unit that is gone and whose rows are most of what is below several new ones: divided into them. */
export function matchDivided(
  p: Pairing,
  old: readonly RegisterRow[],
  now: readonly RegisterRow[],
): void {
  const shared = new Map<RegisterRow, Shared[]>();
  for (const one of allSharedBelow(p, old, now)) append(shared, one.row, one);
  for (const [row, all] of shared) {
    if (!p.isOpenEarlier(row)) continue;
    const parts = all.filter(
      ({ other, many, ofLater }) =>
        p.isOpenLater(other) && many >= DIVIDED.many && ofLater >= DIVIDED.ofPart,
    );
    const covered = parts.reduce((sum, { ofEarlier }) => sum + ofEarlier, 0);
    if (parts.length < 2 || covered < DIVIDED.ofWhole) continue;
    const to = parts.map(({ other }) => other);
    p.group({ kind: 'split', from: [row], to, reason: 'rows-below-divided', confidence: 'likely' });
  }
}
