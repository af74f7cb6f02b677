import { type ItinerarySnapshot, ShipmentsChanged, type ShipmentSnapshot } from '@youlu/contracts';
import { type Instant, type ScanKind, formatInstant, parseInstant } from '@youlu/vocabulary';
import type { Fact } from '../parcels/fold/fact';
import type { Booking, Plan } from '../parcels/parcel';

/** A small world for examples and tests: one parcel from Hangzhou to a village of 乌恰县. */
export const VILLAGE = '653024203200';
export const COUNTY_NODE = 'county-653024';
export const STATION_NODE = 'station-653024203';
export const VILLAGE_NODE = `village-${VILLAGE}`;

export function at(time: string): Instant {
  const instant = parseInstant(`2020-09-${time}:00+08:00`);
  if (instant === undefined) throw new Error(`Not a time of September 2020: ${time}`);
  return instant;
}

const placeOf = (nodeId: string): string => nodeId.replace(/^\D*/, '');

/** A scan uploaded one minute after it happened, unless said otherwise. */
export function scanned(
  scanId: string,
  kind: ScanKind,
  nodeId: string,
  occurredAt: Instant,
  rest: Partial<Fact> = {},
): Fact {
  const sentAt = rest.sentAt ?? occurredAt + 60_000;
  return {
    scanId,
    kind,
    nodeId,
    placeCode: placeOf(nodeId),
    occurredAt,
    sentAt,
    recordedAt: rest.recordedAt ?? sentAt + 500,
    consent: undefined,
    ...rest,
  };
}

export const booking: Booking = {
  version: 1,
  productId: null,
  direction: 'inbound',
  originCode: '330100',
  destinationCode: VILLAGE,
  readyAt: at('01T08:00'),
  cancelledAt: null,
  simulated: true,
};

export const plan: Plan = {
  version: 1,
  nodeIds: [COUNTY_NODE, STATION_NODE, VILLAGE_NODE],
  etaAt: at('04T12:00'),
};

/** The same parcel as orders tell it. */
export function shipment(
  trackingNumber: string,
  more: Partial<ShipmentSnapshot> = {},
): ShipmentSnapshot {
  return {
    ...ShipmentsChanged.example,
    trackingNumber,
    direction: 'inbound',
    productId: null,
    originCode: '330100',
    destinationCode: VILLAGE,
    readyAt: at('01T08:00'),
    ...more,
  };
}

/** Its plan as routing tells it: county, station, village. */
export function itinerary(trackingNumber: string): ItinerarySnapshot {
  const leg = (fromNodeId: string, toNodeId: string, departAt: Instant, arriveAt: Instant) => ({
    fromNodeId,
    toNodeId,
    departAt,
    arriveAt,
  });
  return {
    trackingNumber,
    version: 1,
    outcome: 'planned',
    legs: [
      leg(COUNTY_NODE, STATION_NODE, at('02T08:00'), at('02T12:00')),
      leg(STATION_NODE, VILLAGE_NODE, at('04T08:00'), at('04T12:00')),
    ],
    nodeIds: [COUNTY_NODE, STATION_NODE, VILLAGE_NODE],
    etaAt: at('04T12:00'),
  };
}

/** A scan as a device posts it. */
export function posted(
  trackingNumber: string,
  scanId: string,
  kind: string,
  nodeId: string,
  time: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  const occurredAt = formatInstant(at(time));
  return { scanId, trackingNumber, kind, nodeId, placeCode: placeOf(nodeId), occurredAt, ...more };
}
