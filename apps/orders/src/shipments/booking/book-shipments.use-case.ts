import { Injectable } from '@nestjs/common';
import { ShipmentsChanged } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import type { Tx } from '@youlu/persistence';
import type { Instant, TrackingNumber } from '@youlu/vocabulary';
import { FindMerchant } from '../../merchants/find-merchant.query';
import { LeasedNumbers } from '../../numbers/leased-numbers.query';
import { serialOf } from '../../numbers/number-block';
import { PlatformNumbers } from '../../numbers/platform-numbers.use-case';
import { Products } from '../../products/products.query';
import { AppendShipmentEvents } from '../../shipment-events/append-shipment-events.use-case';
import {
  bookedOtherwise,
  type BookingContext,
  type BookingRefusal,
  type BookingRequest,
  isSameBooking,
  refuseBooking,
} from './booking';
import type { Booking, Shipment } from '../shipment';
import { snapshotOf } from '../shipment-snapshot.projection';
import { ShipmentRepository } from '../shipment.repository';

/** What became of one request: a shipment, new or known, or a reason why not. */
export type BookingOutcome = { readonly shipment: Shipment } | { readonly refused: BookingRefusal };

/**
 * Books shipments of one merchant, one or a thousand, in a handful of statements: those that may be
 * booked are, with their events, and every other gets its reason. A number booked before with the
 * same content is answered with the shipment as it stands, and changes nothing.
 */
@Injectable()
export class BookShipments {
  constructor(
    private readonly findMerchant: FindMerchant,
    private readonly products: Products,
    private readonly leasedNumbers: LeasedNumbers,
    private readonly platformNumbers: PlatformNumbers,
    private readonly shipments: ShipmentRepository,
    private readonly appendEvents: AppendShipmentEvents,
    private readonly outbox: Outbox,
  ) {}

  /** One outcome to each request, in their order. @throws UnknownMerchant */
  async execute(
    tx: Tx,
    merchantId: string,
    requests: readonly BookingRequest[],
    now: Instant,
  ): Promise<BookingOutcome[]> {
    const merchant = await this.findMerchant.execute(merchantId, tx);
    const context = await this.contextOf(tx, merchantId, requests);
    const refusals = requests.map((request) => refuseBooking(request, context));
    const numbers = await this.platformNumbers.take(tx, countUnnumbered(requests, refusals));
    const judged = requests.map((request, i): Booking | BookingRefusal => {
      const refusal = refusals[i];
      if (refusal !== undefined) return refusal;
      const trackingNumber = request.trackingNumber ?? (numbers.pop() as TrackingNumber);
      return { ...request, trackingNumber, simulated: merchant.simulated || request.simulated };
    });
    const bookings = judged.filter((outcome): outcome is Booking => !isRefusal(outcome));
    const stored = await this.store(tx, merchantId, bookings, now);
    return judged.map((outcome) =>
      isRefusal(outcome) ? { refused: outcome } : settle(outcome, merchantId, stored),
    );
  }

  private async contextOf(
    tx: Tx,
    merchantId: string,
    requests: readonly BookingRequest[],
  ): Promise<BookingContext> {
    const productIds = new Set(requests.flatMap(({ productId }) => productId ?? []));
    const serials = requests.flatMap(({ trackingNumber }) =>
      trackingNumber === null ? [] : (serialOf(trackingNumber) ?? []),
    );
    return {
      products: await this.products.known(tx, [...productIds]),
      leasedNumbers: await this.leasedNumbers.execute(merchantId, serials, tx),
    };
  }

  /** Stores what is not booked yet; answers what is booked under each number, new or known. */
  private async store(
    tx: Tx,
    merchantId: string,
    bookings: readonly Booking[],
    now: Instant,
  ): Promise<Map<TrackingNumber, Shipment>> {
    const sorted = firstOfEachNumber(bookings);
    if (sorted.length === 0) return new Map();
    const inserted = await this.shipments.insertNew(tx, merchantId, sorted);
    const isNew = ({ trackingNumber }: Booking): boolean => inserted.has(trackingNumber);
    const fresh = sorted.filter(isNew).map((booking) => newShipment(merchantId, booking));
    const known = sorted.filter((booking) => !isNew(booking)).map((b) => b.trackingNumber);
    const earlier = known.length === 0 ? [] : await this.shipments.findMany(tx, known);
    await this.announce(tx, fresh, now);
    return new Map([...fresh, ...earlier].map((s) => [s.trackingNumber, s]));
  }

  private async announce(tx: Tx, fresh: readonly Shipment[], now: Instant): Promise<void> {
    if (fresh.length === 0) return;
    const snapshots = fresh.map((shipment) => snapshotOf(shipment, now));
    await this.outbox.add(tx, ShipmentsChanged, snapshots);
    const events = fresh.map((s) => ({ ...s, type: 'booked' as const, occurredAt: s.readyAt }));
    await this.appendEvents.execute(tx, events, now);
  }
}

/** In the order of their numbers, which is the order of locks. */
function firstOfEachNumber(bookings: readonly Booking[]): Booking[] {
  const byNumber = new Map<TrackingNumber, Booking>();
  for (const booking of bookings) {
    if (!byNumber.has(booking.trackingNumber)) byNumber.set(booking.trackingNumber, booking);
  }
  return [...byNumber.values()].sort((a, b) => (a.trackingNumber < b.trackingNumber ? -1 : 1));
}

function newShipment(merchantId: string, booking: Booking): Shipment {
  return { ...booking, merchantId, state: 'booked', cancelledAt: null, version: 1 };
}

function isRefusal(outcome: Booking | BookingRefusal): outcome is BookingRefusal {
  return 'fix' in outcome;
}

function countUnnumbered(
  requests: readonly BookingRequest[],
  refusals: readonly (BookingRefusal | undefined)[],
): number {
  return requests.filter((r, i) => r.trackingNumber === null && refusals[i] === undefined).length;
}

function settle(
  booking: Booking,
  merchantId: string,
  stored: ReadonlyMap<TrackingNumber, Shipment>,
): BookingOutcome {
  const shipment = stored.get(booking.trackingNumber);
  if (shipment === undefined) throw new Error(`No row of ${booking.trackingNumber} after booking`);
  return shipment.merchantId === merchantId && isSameBooking(booking, shipment)
    ? { shipment }
    : { refused: bookedOtherwise(booking.trackingNumber) };
}
