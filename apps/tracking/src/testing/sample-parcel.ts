import { type Instant, type ScanKind, parseInstant } from '@youlu/vocabulary';
import type { Fact } from '../parcels/fact';
import type { Booking, Plan } from '../parcels/parcel';

/** A small world for examples and tests: one parcel from Hangzhou to a village of 乌恰县. */
export const VILLAGE = '653024203200';
const COUNTY = '653024';

export function at(time: string): Instant {
  const instant = parseInstant(`2020-09-${time}:00+08:00`);
  if (instant === undefined) throw new Error(`Not a time of September 2020: ${time}`);
  return instant;
}

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
    placeCode: nodeId.replace(/^\D*/, '') || COUNTY,
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
  nodeIds: ['county-653024', 'station-653024203', `village-${VILLAGE}`],
  etaAt: at('04T12:00'),
};
