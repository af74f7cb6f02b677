import type { RegisterRow } from '../register/register-row';
import type { Pairing, Reading } from './pairing';

/**
 * Reads the one as the other, unless its old place still holds a part of it under a longer name (八十六团
 * went, 八十六团分部 stays): then it was divided.
 */
export function linkUnlessDivided(
  p: Pairing,
  row: RegisterRow,
  other: RegisterRow,
  reading: Reading,
): void {
  const rest = p.later.find(row.code);
  const isPart =
    rest !== undefined &&
    rest !== other &&
    p.isOpenLater(rest) &&
    p.later.stemOf(rest).includes(p.earlier.stemOf(row));
  if (!isPart) p.link(row, other, reading);
  else {
    const to = [rest, other];
    p.group({ kind: 'split', from: [row], to, reason: 'part-remains', confidence: 'likely' });
  }
}
