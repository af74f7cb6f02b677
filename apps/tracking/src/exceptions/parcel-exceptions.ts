import { type Day, type Instant, addDays, startOfDay } from '@youlu/vocabulary';
import { type Delivery, deriveDelivery } from '../parcels/fold/delivery';
import type { Fact } from '../parcels/fold/fact';
import type { Parcel } from '../parcels/parcel';
import {
  type ExceptionKind,
  PARKED_STATES,
  STUCK_AFTER_HOURS,
  WINDOW_DAYS,
} from './exception-rules';

export type ParcelExceptionKind = Exclude<ExceptionKind, 'missed-round'>;

/** A parcel to look at, since when, and where it was seen last. */
export interface ParcelException {
  readonly parcel: Parcel;
  readonly since: Instant;
  /** Where to look: the last place, or what it is about when there is none. */
  readonly placeCode: string;
  readonly lastFact: Fact | undefined;
}

const HOUR_MS = 3_600_000;

/** The last instant of a day. */
export function endOfDay(day: Day): Instant {
  return startOfDay(addDays(day, 1)) - 1;
}

/** The parcel as far as it had got by the end of a day; corrections hold for all times. */
function parcelAsOf(parcel: Parcel, asOf: Day): Parcel {
  const end = endOfDay(asOf);
  const { booking } = parcel;
  const isCancelledLater = booking?.cancelledAt != null && booking.cancelledAt > end;
  return {
    ...parcel,
    booking: booking && isCancelledLater ? { ...booking, cancelledAt: null } : booking,
    facts: parcel.facts.filter((fact) => fact.occurredAt <= end),
  };
}

type Judge = (parcel: Parcel, delivery: Delivery, asOf: Day) => ParcelException | undefined;

const JUDGES: Readonly<Record<ParcelExceptionKind, Judge>> = {
  stuck,
  misdirected,
  'parked-at-township': parked,
};

/** Whether a parcel is an exception of this kind by the end of a day, and since when. */
export function parcelException(
  kind: ParcelExceptionKind,
  whole: Parcel,
  asOf: Day,
): ParcelException | undefined {
  const parcel = parcelAsOf(whole, asOf);
  return JUDGES[kind](parcel, deriveDelivery(parcel), asOf);
}

function stuck(parcel: Parcel, delivery: Delivery, asOf: Day): ParcelException | undefined {
  const hours = STUCK_AFTER_HOURS[delivery.state];
  const since = delivery.last?.occurredAt ?? parcel.booking?.readyAt;
  const placeCode = delivery.last?.placeCode ?? parcel.booking?.originCode;
  if (hours === null || since === undefined || placeCode === undefined) return undefined;
  if (endOfDay(asOf) - since <= hours * HOUR_MS) return undefined;
  return { parcel, since, placeCode, lastFact: delivery.last };
}

function misdirected(parcel: Parcel, { last, ...delivery }: Delivery): ParcelException | undefined {
  if (!delivery.misdirected || !last) return undefined;
  return { parcel, since: last.occurredAt, placeCode: last.placeCode, lastFact: last };
}

/** Came to rest in another place than the village on its address, within the window. */
function parked(
  { booking, ...parcel }: Parcel,
  { last, state }: Delivery,
  asOf: Day,
): ParcelException | undefined {
  const village = booking?.destinationCode;
  if (!booking || village?.length !== 12 || !last || !PARKED_STATES.includes(state))
    return undefined;
  const windowStart = startOfDay(addDays(asOf, 1 - WINDOW_DAYS));
  if (last.placeCode === village || last.occurredAt < windowStart) return undefined;
  const whole = { ...parcel, booking };
  return { parcel: whole, since: last.occurredAt, placeCode: village, lastFact: last };
}
