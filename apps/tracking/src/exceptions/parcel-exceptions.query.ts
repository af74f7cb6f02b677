import { Injectable } from '@nestjs/common';
import { type Day, type Instant, addDays, startOfDay } from '@youlu/vocabulary';
import { WalkParcels, type WalkFilter } from '../parcels/parcels.query';
import { PARKED_STATES, STUCK_AFTER_HOURS, WINDOW_DAYS } from './exception-rules';
import {
  type ParcelException,
  type ParcelExceptionKind,
  endOfDay,
  parcelException,
} from './parcel-exceptions';

export interface ParcelExceptionsFilter {
  readonly kind: ParcelExceptionKind;
  readonly asOf: Day;
  /** Prefix of the place where to look. */
  readonly place: string | undefined;
}

/** Some parcels that were opened, and what was found among them. */
export interface Stretch {
  /** In the order of their numbers. */
  readonly found: readonly ParcelException[];
  /** The last number opened; null at the end. */
  readonly last: string | null;
}

const HOUR_MS = 3_600_000;

/** Finds the parcels that are exceptions by the end of a day, a stretch of numbers at a time. */
@Injectable()
export class FindParcelExceptions {
  constructor(private readonly walkParcels: WalkParcels) {}

  /** @param limit parcels to open at most */
  async after(
    trackingNumber: string,
    { kind, asOf, place }: ParcelExceptionsFilter,
    limit: number,
  ): Promise<Stretch> {
    const candidates = CANDIDATES[kind](asOf, place ?? '');
    const parcels = await this.walkParcels.after(trackingNumber, candidates, limit);
    const found: ParcelException[] = [];
    for (const parcel of parcels) {
      const exception = parcelException(kind, parcel, asOf);
      if (exception?.placeCode.startsWith(place ?? '')) found.push(exception);
    }
    return { found, last: parcels.at(-1)?.trackingNumber ?? null };
  }
}

/** Which parcels can be such an exception at all; the judgement is `parcelException`. */
const CANDIDATES: Readonly<Record<ParcelExceptionKind, (asOf: Day, place: string) => WalkFilter>> =
  {
    stuck: (asOf, seenIn) => {
      const standingSince = stuckSince(endOfDay(asOf));
      const firstFactBy = Math.max(...Object.values(standingSince));
      const readyBy = standingSince['booked'] as Instant;
      return { asOf: endOfDay(asOf), standingSince, seenIn, firstFactBy, readyBy };
    },
    misdirected: (asOf, seenIn) => {
      const end = endOfDay(asOf);
      return { asOf: end, misdirected: true, seenIn, firstFactBy: end };
    },
    'parked-at-township': (asOf, toVillageIn) => {
      const end = endOfDay(asOf);
      const standingSince = Object.fromEntries(PARKED_STATES.map((state) => [state, end]));
      const seenFrom = startOfDay(addDays(asOf, 1 - WINDOW_DAYS));
      const resting = { standingSince, seenFrom, seenElsewhere: true, toVillageIn };
      return { asOf: end, ...resting, firstFactBy: end };
    },
  };

/** The latest instant since which a parcel in each state is stuck. */
function stuckSince(end: Instant): Record<string, Instant> {
  const since: Record<string, Instant> = {};
  for (const [state, hours] of Object.entries(STUCK_AFTER_HOURS)) {
    if (hours !== null) since[state] = end - hours * HOUR_MS;
  }
  return since;
}
