import { type Static, Type } from '@sinclair/typebox';
import { DIRECTIONS } from '@youlu/vocabulary';
import { defineEvent } from '../event-contract';
import { Id, InstantMs, OneOf, PlaceCode, Simulated, TrackingNumberText, Version } from '../fields';

const Shipment = Type.Object({
  trackingNumber: TrackingNumberText,
  version: Version,
  state: OneOf(['booked', 'cancelled']),
  merchantId: Id,
  productId: Type.Union([Id, Type.Null()]),
  direction: OneOf(DIRECTIONS),
  originCode: PlaceCode,
  destinationCode: PlaceCode,
  weightGrams: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
  /** When the parcel is ready to be taken; plans start here. */
  readyAt: InstantMs,
  cancelledAt: Type.Union([InstantMs, Type.Null()]),
  simulated: Simulated,
  /** When this version was noted; left away by senders that did not say. */
  recordedAt: Type.Optional(InstantMs),
});
export type ShipmentSnapshot = Static<typeof Shipment>;

export const ShipmentsChanged = defineEvent({
  type: 'youlu.orders.shipments-changed.v1',
  topic: 'orders.shipment',
  owner: 'orders',
  rowSchema: Shipment,
  keyOf: (shipment) => shipment.trackingNumber,
  maxRowsPerRecord: 500,
  example: {
    trackingNumber: 'LX123456785CN',
    version: 1,
    state: 'booked',
    merchantId: 'sim-653024',
    productId: 'ulughchat-yak',
    direction: 'outbound',
    originCode: '653024',
    destinationCode: '110000',
    weightGrams: 2500,
    readyAt: 1_598_700_000_000,
    cancelledAt: null,
    simulated: true,
    recordedAt: 1_598_690_000_000,
  },
  why: 'Routing plans the booked parcel; tracking knows what was promised.',
});
