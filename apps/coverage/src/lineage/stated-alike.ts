import type { RegisterRow } from '../register/register-row';
import { placeName } from './names/place-name';

/**
 * Whether two editions state one unit under its code, though its name may be written otherwise
 * (村委会 for 村民委员会, full width, a stray blank): then nothing has changed and nothing is proposed.
 */
export function isStatedAlike(earlier: RegisterRow, later: RegisterRow): boolean {
  if (earlier.code !== later.code) return false;
  if (earlier.name === later.name) return true;
  const [a, b] = [placeName(earlier.name, earlier.level), placeName(later.name, later.level)];
  return a.spelling === b.spelling;
}
