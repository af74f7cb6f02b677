import type { Direction, Instant, ParcelState, TrackingNumber } from '@youlu/vocabulary';

/** What a merchant promises: which parcel, from where to where. Places are division codes only. */
export interface Booking {
  readonly trackingNumber: TrackingNumber;
  readonly productId: string | null;
  readonly direction: Direction;
  readonly originCode: string;
  readonly destinationCode: string;
  /** Where the goods were made, if the sender says so; projects may count by it. */
  readonly producedInCode: string | null;
  readonly weightGrams: number;
  /** When the parcel can be taken; plans start here. */
  readonly readyAt: Instant;
  readonly simulated: boolean;
}

/** A booking of a merchant, and where its parcel stands. */
export interface Shipment extends Booking {
  readonly merchantId: string;
  readonly state: ParcelState;
  readonly cancelledAt: Instant | null;
  /** Of the booking as published: 1 when booked, 2 when cancelled. */
  readonly version: number;
}

/** 2000 up to 2100: what lies outside is a clock or a unit gone wrong, and no service would plan by it. */
export function isPlausible(instant: Instant): boolean {
  return instant >= 946_684_800_000 && instant < 4_102_444_800_000;
}

/** States of a parcel that nobody has scanned with effect. */
const UNTOUCHED: ReadonlySet<ParcelState> = new Set(['booked', 'cancelled', 'unknown']);

/**
 * Where a shipment stands, from what the merchant said and what tracking says of the parcel.
 * Scans outweigh a cancellation (the parcel is there, after all); without any, the merchant's own
 * word holds, however old the snapshot's idea of the booking is.
 */
export function shipmentState(cancelledAt: Instant | null, parcel: ParcelState): ParcelState {
  if (!UNTOUCHED.has(parcel)) return parcel;
  return cancelledAt === null ? 'booked' : 'cancelled';
}

export type CancelDecision = 'cancel' | 'cancelled-already' | 'under-way' | 'differs';

/** A shipment can be called off until it is accepted; twice with the same word is once. */
export function judgeCancellation(
  shipment: Pick<Shipment, 'state' | 'cancelledAt'>,
  cancelledAt: Instant,
): CancelDecision {
  if (!UNTOUCHED.has(shipment.state)) return 'under-way';
  if (shipment.cancelledAt === null) return 'cancel';
  return shipment.cancelledAt === cancelledAt ? 'cancelled-already' : 'differs';
}
