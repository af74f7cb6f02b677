import { type Static, Type } from '@sinclair/typebox';
import { defineEvent } from '../event-contract';
import { InstantMs, OneOf, Simulated, TrackingNumberText } from '../fields';

/** Two numbers are one parcel; a number has one principal at most, and a link is never undone. */
const Link = Type.Object({
  linkedNumber: TrackingNumberText,
  principalNumber: TrackingNumberText,
  relation: OneOf(['agent-waybill', 'relabelled']),
  linkedAt: InstantMs,
  recordedAt: InstantMs,
  simulated: Simulated,
});
export type ParcelLinkRow = Static<typeof Link>;

export const ParcelsLinked = defineEvent({
  type: 'youlu.orders.parcels-linked.v1',
  topic: 'orders.link',
  owner: 'orders',
  rowSchema: Link,
  keyOf: (link) => link.principalNumber,
  maxRowsPerRecord: 500,
  example: {
    linkedNumber: 'YT-0000000001',
    principalNumber: 'LX123456785CN',
    relation: 'agent-waybill',
    linkedAt: 1_598_800_000_000,
    recordedAt: 1_598_800_001_000,
    simulated: true,
  },
  why: 'Coverage counts a parcel with two waybills once, whichever of them a scan names.',
});
