import { addDays, type Day, isoWeekOf } from '@youlu/vocabulary';

/*
 * How a village lapses: evidence counts only within these days. When the last parcel or visit has
 * left the window, the unit is no longer observed, with nobody having said or changed anything:
 * after 28 days without a parcel (outlets, express), or with the first whole week that is short of
 * visits (direct mail). `judgement/judge.ts` decides what it is then.
 */

/** A stretch of days, both ends included. */
export interface DayWindow {
  readonly from: Day;
  readonly to: Day;
}

/** The `days` days that end on `asOf`. */
export function daysEnding(asOf: Day, days: number): DayWindow {
  return { from: addDays(asOf, 1 - days), to: asOf };
}

/** Mondays of the last `weeks` whole ISO weeks that ended on or before `asOf`, oldest first. */
export function wholeWeeksEnding(asOf: Day, weeks: number): Day[] {
  // The week of the day after `asOf` is not over on `asOf`; the one before it is.
  const next = isoWeekOf(addDays(asOf, 1)).monday;
  return Array.from({ length: weeks }, (_, i) => addDays(next, 7 * (i - weeks)));
}
