import type { Day } from '@youlu/vocabulary';
import { placeOnBase } from './place-on-base';
import type { WayToBase } from './way-to-base';
import { ALWAYS_FROM, ALWAYS_TO } from './written-code';

/** Within a period what is written `written` is the unit `place` of the base. */
export interface MovedCode {
  readonly written: string;
  readonly place: string;
  readonly from: Day;
  readonly to: Day;
}

/**
 * The codes beneath `province` under which another unit of the base is written than that of the same
 * code, and when. Lineage does not cross provinces. A code that nothing on the base continues is not
 * among them: what was written under it stays visible under it.
 *
 * @param isStated whether the base states a code, counted or not
 */
export function movedCodes(
  province: string,
  ways: readonly WayToBase[],
  isStated: (code: string) => boolean,
): MovedCode[] {
  const named = ways.flatMap(({ succession }) => succession?.moved() ?? []);
  const codes = new Set(named.filter((code) => code.startsWith(province)));
  return ways.flatMap(({ period }) => {
    const [from, to] = [period.from ?? ALWAYS_FROM, period.to ?? ALWAYS_TO];
    return [...codes].flatMap((written) => {
      const place = placeOnBase(written, to, ways, isStated);
      return place === undefined || place === written ? [] : [{ written, place, from, to }];
    });
  });
}
