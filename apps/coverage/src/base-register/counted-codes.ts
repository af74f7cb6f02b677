import type { Day } from '@youlu/vocabulary';
import { heirsOf } from './other-codes';
import type { WayToBase } from './way-to-base';
import { ALWAYS_FROM, ALWAYS_TO } from './written-code';

/** Within a period what is written `written` counts for `unit` of the base. */
export interface CountedCode {
  readonly written: string;
  /** All that the code has become, as one word; empty where that is nothing. */
  readonly unit: string;
  readonly from: Day;
  readonly to: Day;
}

/** For what some codes count, where it is not for the unit of the same code. */
export function countedCodes(codes: Iterable<string>, ways: readonly WayToBase[]): CountedCode[] {
  const distinct = [...new Set(codes)];
  return ways.flatMap((way) => {
    if (way.succession === undefined) return [];
    const [from, to] = [way.period.from ?? ALWAYS_FROM, way.period.to ?? ALWAYS_TO];
    return distinct.flatMap((written) => {
      const unit = [...heirsOf(way, written)].sort().join(' ');
      return unit === written ? [] : [{ written, unit, from, to }];
    });
  });
}
