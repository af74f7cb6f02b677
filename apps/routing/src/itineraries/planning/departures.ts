import { type LocalMinute, MINUTES_PER_WEEK, dayNumberOf, weekStartOf } from './week-time';

/** One weekly departure: valid on days `validFrom ≤ day < validTo` (day numbers). */
export interface WeeklyDeparture {
  minuteOfWeek: number;
  travelMinutes: number;
  validFrom: number;
  validTo: number;
}

export interface Ride {
  departMinute: LocalMinute;
  arriveMinute: LocalMinute;
}

/** The departures of one direction between two nodes, all its timetables together, over the week. */
export class Departures {
  private readonly sorted: readonly WeeklyDeparture[];

  constructor(departures: Iterable<WeeklyDeparture>) {
    this.sorted = [...departures].sort(
      (a, b) => a.minuteOfWeek - b.minuteOfWeek || a.travelMinutes - b.travelMinutes,
    );
  }

  get count(): number {
    return this.sorted.length;
  }

  /**
   * The ride that arrives first among those leaving at or after `ready` and arriving by `latest`
   * (a later, faster one may overtake). Waiting is free, so an earlier `ready` never arrives later:
   * that is what lets a plan be put together ride by ride.
   */
  firstArrival(ready: LocalMinute, latest: LocalMinute): Ride | undefined {
    if (this.sorted.length === 0) return undefined;
    let weekStart = weekStartOf(ready);
    let departMinute = 0;
    let arriveMinute = latest + 1;
    for (let i = this.indexFrom(ready - weekStart); ; i++) {
      if (i === this.sorted.length) {
        i = 0;
        weekStart += MINUTES_PER_WEEK;
      }
      const next = this.sorted[i] as WeeklyDeparture;
      const departs = weekStart + next.minuteOfWeek;
      if (departs >= arriveMinute) break; // nothing later can be first; also the end of the horizon
      if (departs + next.travelMinutes >= arriveMinute || !runsOn(next, departs)) continue;
      departMinute = departs;
      arriveMinute = departs + next.travelMinutes;
    }
    return arriveMinute > latest ? undefined : { departMinute, arriveMinute };
  }

  /** The first departure at or after `ready` and no later than `latest`. */
  firstDeparture(ready: LocalMinute, latest: LocalMinute): LocalMinute | undefined {
    if (this.sorted.length === 0) return undefined;
    let weekStart = weekStartOf(ready);
    for (let i = this.indexFrom(ready - weekStart); ; i++) {
      if (i === this.sorted.length) {
        i = 0;
        weekStart += MINUTES_PER_WEEK;
      }
      const next = this.sorted[i] as WeeklyDeparture;
      const departs = weekStart + next.minuteOfWeek;
      if (departs > latest) return undefined;
      if (runsOn(next, departs)) return departs;
    }
  }

  [Symbol.iterator](): Iterator<WeeklyDeparture> {
    return this.sorted[Symbol.iterator]();
  }

  private indexFrom(minute: number): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.sorted[middle] as WeeklyDeparture).minuteOfWeek < minute) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function runsOn(departure: WeeklyDeparture, departs: LocalMinute): boolean {
  const day = dayNumberOf(departs);
  return departure.validFrom <= day && day < departure.validTo;
}
