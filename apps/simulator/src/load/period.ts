import { type Day, type Instant, addDays, dayNumber } from '@youlu/vocabulary';
import type { LocalMinute } from '../province/trips';

export const MINUTES_PER_DAY = 1440;
const OFFSET_MINUTES = 480;
const MS_PER_MINUTE = 60_000;

/** ISO week 36 of 2020 begins the scenario; bookings stop at the end, and so do scans. */
export class Period {
  readonly firstDay: Day = '2020-08-31';
  readonly endDay: Day;
  readonly start: LocalMinute;
  readonly end: LocalMinute;
  readonly days: number;

  constructor(readonly weeks: number) {
    this.days = weeks * 7;
    this.endDay = addDays(this.firstDay, this.days);
    this.start = dayNumber(this.firstDay) * MINUTES_PER_DAY;
    this.end = dayNumber(this.endDay) * MINUTES_PER_DAY;
  }

  /** Minute of a day of the period, counted from 0. */
  startOfDay(day: number): LocalMinute {
    return this.start + day * MINUTES_PER_DAY;
  }
}

export function instantOf(minute: LocalMinute): Instant {
  return (minute - OFFSET_MINUTES) * MS_PER_MINUTE;
}
