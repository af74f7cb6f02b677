/**
 * Planning counts *local minutes*: whole minutes since 1970-01-01T00:00 official time (UTC+8), so that
 * a day and a week are plain divisions and a timetable's `departMinute` needs no conversion.
 */
export type LocalMinute = number;

const MINUTES_PER_DAY = 1440;
export const MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY;
const OFFSET_MINUTES = 480;
const MS_PER_MINUTE = 60_000;
/** 1970-01-01 was a Thursday: three days after the Monday that begins its week. */
const WEEK_SHIFT = 3 * MINUTES_PER_DAY;

/** The first whole local minute at or after an instant: a parcel never leaves before it is ready. */
export function localMinuteFrom(instant: number): LocalMinute {
  return Math.ceil(instant / MS_PER_MINUTE) + OFFSET_MINUTES;
}

export function instantOf(minute: LocalMinute): number {
  return (minute - OFFSET_MINUTES) * MS_PER_MINUTE;
}

/** Whole days since 1970-01-01 official time; equals `dayNumber` of the vocabulary. */
export function dayNumberOf(minute: LocalMinute): number {
  return Math.floor(minute / MINUTES_PER_DAY);
}

/** Monday 00:00 of the week a minute lies in. */
export function weekStartOf(minute: LocalMinute): LocalMinute {
  return Math.floor((minute + WEEK_SHIFT) / MINUTES_PER_WEEK) * MINUTES_PER_WEEK - WEEK_SHIFT;
}

/** 0 … 10,079 from Monday 00:00. */
export function minuteOfWeek(weekday: number, departMinute: number): number {
  return (weekday - 1) * MINUTES_PER_DAY + departMinute;
}
