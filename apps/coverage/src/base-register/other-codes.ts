import type { Day } from '@youlu/vocabulary';
import type { WayToBase } from './way-to-base';

/** Within a period what is written `place` is the unit that is also written `written`. */
export interface OtherCode {
  readonly written: string;
  readonly place: string;
  readonly from: Day | null;
  readonly to: Day | null;
}

/**
 * Under which other codes a unit may be written while it is written under one: a parcel that is
 * addressed to one of them and rests under another has not stopped elsewhere. A code that no unit of
 * the base has at the time is that of whichever unit had it at another time.
 *
 * @param units codes of the base
 * @param isStated whether the base states a code, counted or not
 */
export function otherCodesOf(
  units: Iterable<string>,
  ways: readonly WayToBase[],
  isStated: (code: string) => boolean,
): OtherCode[] {
  if (ways.every(({ succession }) => succession === undefined)) return [];
  const found: OtherCode[] = [];
  for (const unit of units) {
    for (const way of ways) {
      for (const written of sourcesOf(way, unit)) {
        const heirs = heirsOf(way, written);
        const places = new Set(heirs.flatMap((heir) => codesIn(way, heir, ways, isStated)));
        places.delete(written);
        const { from, to } = way.period;
        for (const place of places) found.push({ written, place, from, to });
      }
    }
  }
  return found;
}

function codesIn(
  way: WayToBase,
  unit: string,
  ways: readonly WayToBase[],
  isStated: (code: string) => boolean,
): readonly string[] {
  const here = sourcesOf(way, unit);
  const ever = ways.flatMap((other) => sourcesOf(other, unit));
  return [...here, ...ever.filter((code) => !heirsOf(way, code).some(isStated))];
}

export function sourcesOf({ succession }: WayToBase, unit: string): readonly string[] {
  return succession?.sourcesOf(unit) ?? [unit];
}

/** The codes of the base that a code written in the way's period has become. */
export function heirsOf({ succession }: WayToBase, code: string): readonly string[] {
  return succession?.inheritorsOf(code) ?? [code];
}
