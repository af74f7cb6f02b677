import { type Day, type Instant, addDays, dayNumber } from '@youlu/vocabulary';
import type { LocalMinute } from '../province/trips';

export const MINUTES_PER_DAY = 1440;
const OFFSET_MINUTES = 480;
const MS_PER_MINUTE = 60_000;

/** ISO week 36 of 2020 begins the scenario. */
const FIRST_DAY: Day = '2020-08-31';

/** Bookings stop at the end of it, and so do scans. */
export class Period {
  readonly start: LocalMinute;
  readonly end: LocalMinute;
  readonly days: number;
  /** Whole ones. */
  readonly weeks: number;

  constructor(
    readonly firstDay: Day,
    /** The day after the last. */
    readonly endDay: Day,
  ) {
    this.start = dayNumber(firstDay) * MINUTES_PER_DAY;
    this.end = dayNumber(endDay) * MINUTES_PER_DAY;
    this.days = dayNumber(endDay) - dayNumber(firstDay);
    this.weeks = Math.floor(this.days / 7);
  }

  static ofWeeks(weeks: number): Period {
    return new Period(FIRST_DAY, addDays(FIRST_DAY, weeks * 7));
  }

  /** Minute of a day of the period, counted from 0. */
  startOfDay(day: number): LocalMinute {
    return this.start + day * MINUTES_PER_DAY;
  }
}

export function instantOf(minute: LocalMinute): Instant {
  return (minute - OFFSET_MINUTES) * MS_PER_MINUTE;
}
