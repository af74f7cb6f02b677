import { type Static, Type } from '@sinclair/typebox';
import {
  formatInstant,
  type Instant,
  PARCEL_STATES,
  type ParcelState,
  type TrackingNumber,
} from '@youlu/vocabulary';

const SHIPMENT_EVENT_TYPES = ['booked', 'cancelled', 'state-changed'] as const;
export type ShipmentEventType = (typeof SHIPMENT_EVENT_TYPES)[number];

/** Something that happened to a shipment, before it has its place in the merchant's sequence. */
export interface ShipmentEvent {
  readonly merchantId: string;
  readonly type: ShipmentEventType;
  readonly trackingNumber: TrackingNumber;
  readonly state: ParcelState;
  /** Business time: readyAt of a booking, cancelledAt, or the last scan behind the new state. */
  readonly occurredAt: Instant;
  readonly simulated: boolean;
}

/** An event as the merchant's sequence keeps it. */
export interface RecordedShipmentEvent extends ShipmentEvent {
  /** 1, 2, 3 … per merchant, without gaps. */
  readonly sequence: number;
  readonly recordedAt: Instant;
}

export const ShipmentEventView = Type.Object({
  sequence: Type.Integer({ description: '1, 2, 3 … per merchant, without gaps' }),
  type: Type.Unsafe<ShipmentEventType>({ type: 'string', enum: [...SHIPMENT_EVENT_TYPES] }),
  trackingNumber: Type.String(),
  state: Type.Unsafe<ParcelState>({ type: 'string', enum: [...PARCEL_STATES] }),
  occurredAt: Type.String({ format: 'date-time', description: 'Business time' }),
  recordedAt: Type.String({ format: 'date-time', description: 'When it became known here' }),
  simulated: Type.Boolean(),
});
export type ShipmentEventView = Static<typeof ShipmentEventView>;

export function viewOf(event: RecordedShipmentEvent): ShipmentEventView {
  return {
    sequence: event.sequence,
    type: event.type,
    trackingNumber: event.trackingNumber,
    state: event.state,
    occurredAt: formatInstant(event.occurredAt),
    recordedAt: formatInstant(event.recordedAt),
    simulated: event.simulated,
  };
}

/** Gives events their numbers: each merchant's in the order given, from the first one it took. */
export function numberEvents(
  events: readonly ShipmentEvent[],
  firstOf: ReadonlyMap<string, number>,
): (ShipmentEvent & { sequence: number })[] {
  const next = new Map(firstOf);
  return events.map((event) => {
    const sequence = next.get(event.merchantId);
    if (sequence === undefined) throw new RangeError(`No sequence was taken for the merchant`);
    next.set(event.merchantId, sequence + 1);
    return { ...event, sequence };
  });
}

/** How many numbers each merchant's events need, merchants in the order of their ids. */
export function countPerMerchant(events: readonly ShipmentEvent[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { merchantId } of events) counts.set(merchantId, (counts.get(merchantId) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
