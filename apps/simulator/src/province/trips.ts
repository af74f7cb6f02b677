import type { NodeTier } from '@youlu/vocabulary';
import type { Draws } from './draws';

const MINUTES_PER_DAY = 1440;
/** Monday of the week 1970-01-01 lies in was three days earlier. */
const MONDAY_SHIFT_DAYS = 3;

/** Minutes since 1970-01-01T00:00 official time (UTC+8). */
export type LocalMinute = number;

/** One departure a day on some weekdays. */
export interface Trip {
  /** 1 = Monday … 7 = Sunday, ascending. */
  readonly weekdays: readonly number[];
  readonly departMinute: number;
  readonly travelMinutes: number;
}

type Way = 'down' | 'up';

/** When lorries leave, by what they serve: [earliest, latest] minute of the day. */
const DEPARTS: Readonly<Record<NodeTier, Readonly<Record<Way, readonly [number, number]>>>> = {
  gateway: { down: [360, 1200], up: [360, 1200] },
  hub: { down: [0, 1439], up: [0, 1439] },
  sorting: { down: [30, 300], up: [1200, 1435] },
  county: { down: [240, 360], up: [1110, 1200] },
  station: { down: [420, 570], up: [900, 1050] },
  village: { down: [540, 540], up: [660, 660] },
};

/** Daily to 60 km, three a week to 150 km, else weekly; everything above the county daily. */
export function planTrip(tier: NodeTier, way: Way, nodeId: string, km: number, draws: Draws): Trip {
  const [earliest, latest] = DEPARTS[tier][way];
  const isRural = tier === 'station';
  return {
    weekdays: isRural ? ruralWeekdays(km, draws, nodeId) : [1, 2, 3, 4, 5, 6, 7],
    departMinute: draws.whole(earliest, latest, `departs|${way}|${nodeId}`),
    travelMinutes: isRural ? ruralMinutes(km) : trunkMinutes(km),
  };
}

/** 60 km/h, and never under ten minutes. */
export function ruralMinutes(km: number): number {
  return Math.max(10, Math.round(km));
}

/** 62 km/h, and two hours' rest each 1,500 km. */
function trunkMinutes(km: number): number {
  return Math.max(10, Math.round((km * 60) / 62) + 120 * Math.floor(km / 1500));
}

/** The same days there and back: it is the same van. */
function ruralWeekdays(km: number, draws: Draws, nodeId: string): number[] {
  const key = `trip-days|${nodeId}`;
  if (km <= 60) return [1, 2, 3, 4, 5, 6, 7];
  if (km <= 150) return draws.chance(0.5, key) ? [1, 3, 5] : [2, 4, 6];
  return [draws.whole(1, 6, key)];
}

/** The first departure at or after a minute, on a day the caller does not refuse. */
export function nextDeparture(
  trip: Trip,
  ready: LocalMinute,
  isOff: (day: number) => boolean = () => false,
): LocalMinute {
  const firstDay = Math.floor((ready - trip.departMinute + MINUTES_PER_DAY - 1) / MINUTES_PER_DAY);
  for (let day = firstDay; day < firstDay + 366; day++) {
    if (!trip.weekdays.includes(weekdayOfNumber(day)) || isOff(day)) continue;
    return day * MINUTES_PER_DAY + trip.departMinute;
  }
  throw new RangeError('A trip that leaves on no day of a year');
}

/** 1 = Monday … 7 = Sunday, of a day counted from 1970-01-01. */
function weekdayOfNumber(day: number): number {
  return ((((day + MONDAY_SHIFT_DAYS) % 7) + 7) % 7) + 1;
}
