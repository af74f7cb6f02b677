import {
  addDays,
  type Day,
  type Direction,
  SERVICE_MODES,
  type ServiceMode,
} from '@youlu/vocabulary';

/** How a place is seen to be served: a parcel taken in, a parcel handed over, the carrier's visit. */
export const CHANNELS = ['accepted', 'handed-over', 'visit'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Of the parcel; `unstated` while its booking is not known, and for visits. */
export const DAY_DIRECTIONS = ['outbound', 'inbound', 'unstated'] as const;
export type DayDirection = (typeof DAY_DIRECTIONS)[number];

/** As the scan says it; `unstated` where it does not, and for visits: never what is declared. */
export const DAY_MODES = [...SERVICE_MODES, 'unstated'] as const;
export type DayMode = (typeof DAY_MODES)[number];

/** A bitmap holds a year of one of these. */
export interface ServedYear {
  readonly placeCode: string;
  readonly year: number;
  readonly channel: Channel;
  readonly direction: DayDirection;
  readonly mode: DayMode;
  readonly simulated: boolean;
}

/** A day on which a place was, or may have been, served. */
export interface ServedDay extends Omit<ServedYear, 'year'> {
  readonly day: Day;
}

/** A day that is to be looked up again, unless evidence of it was just stored. */
export interface TurnedDay extends ServedDay {
  readonly isServed: boolean;
}

/** A fact that is evidence, as far as days are concerned. */
export interface EvidenceOfDay {
  readonly placeCode: string;
  readonly day: Day;
  readonly kind: string;
  readonly direction: Direction | null;
  readonly mode: ServiceMode | null;
  readonly simulated: boolean;
}

const DAYS_OF_BITMAP = 366;

export function servedDay(fact: EvidenceOfDay): ServedDay {
  const { placeCode, day, kind, direction, mode, simulated } = fact;
  const channel = kind === 'delivered' ? 'handed-over' : 'accepted';
  return {
    placeCode,
    day,
    channel,
    direction: direction ?? 'unstated',
    mode: mode ?? 'unstated',
    simulated,
  };
}

export function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

/** Days that only one of the two lists has: what is in both was served before and is so after. */
export function turnedDays(before: readonly ServedDay[], after: readonly ServedDay[]): TurnedDay[] {
  const [was, is] = [byKey(before), byKey(after)];
  const turned: TurnedDay[] = [];
  for (const [key, day] of was) if (!is.has(key)) turned.push({ ...day, isServed: false });
  for (const [key, day] of is) if (!was.has(key)) turned.push({ ...day, isServed: true });
  return turned;
}

function byKey(days: readonly ServedDay[]): Map<string, ServedDay> {
  return new Map(
    days.map((d) => [
      `${d.placeCode} ${d.day} ${d.channel} ${d.direction} ${d.mode} ${d.simulated}`,
      d,
    ]),
  );
}

/** A bitmap of each year that the days from `from` to `to` touch, with a bit for each of them. */
export function windowMasks(from: Day, to: Day): { year: number; mask: string }[] {
  const masks: { year: number; mask: string }[] = [];
  for (let year = yearOf(from); year <= yearOf(to); year++) {
    const bits = Array.from({ length: DAYS_OF_BITMAP }, (_, i) => {
      const day = addDays(`${year}-01-01`, i);
      return yearOf(day) === year && from <= day && day <= to ? '1' : '0';
    });
    masks.push({ year, mask: bits.join('') });
  }
  return masks;
}
