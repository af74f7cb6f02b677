/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;
/** A calendar day `YYYY-MM-DD` of official time, UTC+8 (one function decides the day). */
export type Day = string;
/** 1 = Monday … 7 = Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ISO =
  /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
/** Where the fraction of a second begins, if there is one. */
const FRACTION_AT = 19;

/**
 * Reads an ISO 8601 date-time *with its UTC offset*; digits beyond milliseconds are cut off.
 * A local time is not an instant, and `2020-02-30` is not a day: both give undefined. A handheld with
 * a dead clock says 1970, or 1969 west of us: that is an instant, and no reason to lose the scan.
 */
export function parseInstant(iso: string): Instant | undefined {
  if (!ISO.test(iso) || !isKnownDate(iso)) return undefined;
  const time = twoAt(iso, 11) * HOUR_MS + twoAt(iso, 14) * MINUTE_MS + twoAt(iso, 17) * 1000;
  return dayNumber(iso) * DAY_MS + time + fractionOf(iso) - offsetOf(iso);
}

function fractionOf(iso: string): number {
  if (iso[FRACTION_AT] !== '.') return 0;
  const [digits] = /^\d+/.exec(iso.slice(FRACTION_AT + 1, FRACTION_AT + 4)) ?? ['0'];
  return Number(digits.padEnd(3, '0'));
}

/** Milliseconds that the clock of a text is ahead of UTC. */
function offsetOf(iso: string): number {
  if (iso.endsWith('Z')) return 0;
  const at = iso.length - 6;
  const ahead = twoAt(iso, at + 1) * HOUR_MS + twoAt(iso, at + 4) * MINUTE_MS;
  return iso[at] === '-' ? -ahead : ahead;
}

const ZERO = 48;

/** Two digits that are known to be there: scans ask by the million. */
function twoAt(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

/** `2020-09-01T08:00:00+08:00`; milliseconds are written only when there are some. */
export function formatInstant(instant: Instant): string {
  const local = instant + OFFSET_MS;
  const ofDay = local - Math.floor(local / DAY_MS) * DAY_MS;
  const two = (unit: number, modulo: number): string =>
    TWO_DIGITS[Math.floor(ofDay / unit) % modulo] as string;
  const ms = ofDay % 1000;
  const fraction = ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`;
  return `${dayOf(instant)}T${two(HOUR_MS, 24)}:${two(MINUTE_MS, 60)}:${two(1000, 60)}${fraction}+08:00`;
}

/** The official day (UTC+8) an instant falls on. */
export function dayOf(instant: Instant): Day {
  const number = Math.floor((instant + OFFSET_MS) / DAY_MS);
  let day = days.get(number);
  if (day === undefined) {
    if (days.size >= DAYS_REMEMBERED_MAX) days.clear();
    days.set(number, (day = dayFromNumber(number)));
  }
  return day;
}

/** Scans ask by the million about a few hundred days. */
const days = new Map<number, Day>();
const DAYS_REMEMBERED_MAX = 10_000;

/** Whether a text is a day that exists, from 1900 to 2199: other years are slips of the pen. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && isKnownDate(text);
}

const YEAR_MIN = 1900;
const YEAR_MAX = 2199;
const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether `YYYY-MM-DD…` names a date of our calendar. */
function isKnownDate(text: string): boolean {
  const year = yearAt(text);
  const month = twoAt(text, 5);
  const day = twoAt(text, 8);
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && isLeap ? 29 : (DAYS_OF_MONTH[month - 1] ?? 0);
  return day >= 1 && day <= days && year >= YEAR_MIN && year <= YEAR_MAX;
}

function yearAt(text: string): number {
  return twoAt(text, 0) * 100 + twoAt(text, 2);
}

/**
 * Whole days since 1970-01-01: compact, and days apart are a subtraction. By arithmetic, as the other
 * way round. Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `days_from_civil`.
 */
export function dayNumber(day: Day): number {
  const month = twoAt(day, 5);
  const year = yearAt(day) - (month <= 2 ? 1 : 0); // from March, so that leap days end it
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + twoAt(day, 8) - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/**
 * The day of a number, by arithmetic alone: scans and visits ask by the million, and a Date for each
 * costs more than folding the scan. Source: Howard Hinnant, "chrono-compatible low-level date
 * algorithms", `civil_from_days`.
 */
export function dayFromNumber(number: number): Day {
  const z = number + 719_468; // from 0000-03-01, so that leap days end a year
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153); // 0 = March
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/** Days from `a` to `b`; negative when `b` is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return dayNumber(b) - dayNumber(a);
}

export function weekdayOf(day: Day): Weekday {
  return (((((dayNumber(day) + 3) % 7) + 7) % 7) + 1) as Weekday; // 1970-01-01 was a Thursday
}

/** The first instant of an official day. */
export function startOfDay(day: Day): Instant {
  return dayNumber(day) * DAY_MS - OFFSET_MS;
}

/** The ISO 8601 week of a day; its year is that of the week's Thursday. */
export function isoWeekOf(day: Day): { year: number; week: number; monday: Day } {
  const monday = addDays(day, 1 - weekdayOf(day));
  const thursday = addDays(monday, 3);
  const year = Number(thursday.slice(0, 4));
  const week = Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1;
  return { year, week, monday };
}
