import type { RegisterRow } from '../../register/register-row';
import type { Pairing, Reading } from '../matching/pairing';

const NONE: ReadonlySet<RegisterRow> = new Set();

/**
 * Reads the one as the other, unless its old place still holds a part of it under a longer name (八十六团
 * went, 八十六团分部 stays): then it was divided.
 *
 * @param taken rows that others are about to be read as: no part of this one
 */
export function linkUnlessDivided(
  p: Pairing,
  row: RegisterRow,
  other: RegisterRow,
  reading: Reading,
  taken: ReadonlySet<RegisterRow> = NONE,
): void {
  const rest = p.later.find(row.code);
  const isPart =
    rest !== undefined &&
    rest !== other &&
    !taken.has(rest) &&
    p.isOpenLater(rest) &&
    p.later.stemOf(rest).includes(p.earlier.stemOf(row));
  if (!isPart) p.link(row, other, reading);
  else {
    const to = [rest, other];
    p.group({ kind: 'split', from: [row], to, reason: 'part-remains', confidence: 'likely' });
  }
}
