import type { Day } from '@youlu/vocabulary';
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
 * The codes beneath `province` that name another unit of the base than the one of the same code. Lineage
 * does not cross provinces. A code that nothing on the base continues is not among them: what was
 * written under it stays visible under it.
 */
export function movedCodes(province: string, ways: readonly WayToBase[]): MovedCode[] {
  return ways.flatMap(({ period, succession }) => {
    if (succession === undefined) return [];
    const [from, to] = [period.from ?? ALWAYS_FROM, period.to ?? ALWAYS_TO];
    return succession
      .moved()
      .filter((written) => written.startsWith(province))
      .flatMap((written) =>
        succession.inheritorsOf(written).map((place) => ({ written, place, from, to })),
      );
  });
}
