import type { Day } from '@youlu/vocabulary';
import { heirsOf } from './other-codes';
import { holds } from './register-periods';
import type { WayToBase } from './way-to-base';

/**
 * The one code of the base that a place written on a day has become: by the register in force on that
 * day, or where that leads nowhere by any other, since lists are written ahead and behind of registers.
 * Of several the first by code; undefined where the base has none.
 */
export function placeOnBase(
  code: string,
  day: Day,
  ways: readonly WayToBase[],
  isStated: (code: string) => boolean,
): string | undefined {
  const ofDay = ways.filter(({ period }) => holds(period, day));
  for (const some of [ofDay, ways]) {
    const heirs = some.flatMap((way) => heirsOf(way, code)).filter(isStated);
    const [first] = heirs.sort();
    if (first !== undefined) return first;
  }
  return undefined;
}
