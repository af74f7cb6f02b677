import type { RegisterRow } from '../../register/register-row';
import { append } from '../edition';
import type { Pairing } from './pairing';

/** What stands below a unit of the earlier edition and below one of the later, by the stems of names. */
export interface Shared {
  readonly row: RegisterRow;
  readonly other: RegisterRow;
  readonly many: number;
  /** Of those below the earlier one, below the later one, and below the one that has more. */
  readonly ofEarlier: number;
  readonly ofLater: number;
  readonly share: number;
}

export function sharedBelow(p: Pairing, row: RegisterRow, other: RegisterRow): Shared {
  const [a, b] = [p.earlier.stemsBelow(row.code), p.later.stemsBelow(other.code)];
  let many = 0;
  for (const stem of a) if (b.has(stem)) many++;
  const ofEarlier = a.size === 0 ? 0 : many / a.size;
  const ofLater = b.size === 0 ? 0 : many / b.size;
  return { row, other, many, ofEarlier, ofLater, share: Math.min(ofEarlier, ofLater) };
}

/** All pairs of these units that have a name below them in common. */
export function allSharedBelow(
  p: Pairing,
  old: readonly RegisterRow[],
  now: readonly RegisterRow[],
): Shared[] {
  const having = new Map<string, RegisterRow[]>();
  for (const other of now) {
    for (const stem of p.later.stemsBelow(other.code)) append(having, stem, other);
  }
  const found: Shared[] = [];
  for (const row of old) {
    const others = new Set<RegisterRow>();
    for (const stem of p.earlier.stemsBelow(row.code)) {
      for (const other of having.get(stem) ?? []) others.add(other);
    }
    for (const other of others) found.push(sharedBelow(p, row, other));
  }
  return found;
}
