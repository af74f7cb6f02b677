import type { ItinerarySnapshot, ScanRow, ShipmentSnapshot } from '@youlu/contracts';
import { DIRECTIONS, SCAN_KINDS } from '@youlu/vocabulary';
import fc from 'fast-check';
import type { Piece } from './index.mjs';

/** Something told, and the batch of its topic with which it arrives. */
export interface Arrival {
  readonly batch: number;
  readonly piece: Piece;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.parse('2020-09-01T08:00:00+08:00');
const LIVE = Date.parse('2015-01-01T00:00:00+08:00');

// The values at which rules turn; few, so that they meet.
const AT = [0, 0, 0, 1, HOUR, 16 * HOUR - 1, 16 * HOUR, DAY, 3 * DAY, 30 * DAY].map(
  (ms) => START + ms,
);
const CLOCKS = [...AT, ...AT, -8 * HOUR, LIVE - 1, LIVE, START + 20 * 365 * DAY];
const APART = [0, 1, 5 * MINUTE, 10 * MINUTE - 1, 10 * MINUTE, 10 * MINUTE + 1, -10 * MINUTE];
const UNTIL_SENT = [
  MINUTE,
  MINUTE,
  0,
  HOUR,
  HOUR + 1,
  30 * DAY,
  -5 * MINUTE,
  -5 * MINUTE - 1,
  -DAY,
];
const SENT_AGAIN = [0, 0, 1, HOUR, -1, -10 * MINUTE, DAY];
const IDS = ['a', 'B', 'b', 'a-1', 'Z9', '018f3c5e-7b6a-7cde-8f01-23456789abcd'];
const NODES = ['county-653024', 'station-653024203', 'village-653024203200', 'hub-653101'];
const PLACES = ['653024', '653024203', '653024203200', '65', '6531', '110000000000'];
const CONSENTS = [undefined, undefined, true, false];
const PRODUCTS = [null, 'ulughchat-yak', 'korla-pear'];
const OUTCOMES = ['planned', 'planned', 'planned', 'no-path', 'withdrawn'] as const;
const BATCHES = 5;

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
/** Batches in which one thing arrives: mostly one, at most five. */
const arrivals = fc.array(fc.nat(BATCHES), { minLength: 1, maxLength: 5, size: 'xsmall' });

const fact = fc.record({
  scanId: oneOf(IDS),
  kind: oneOf(SCAN_KINDS),
  nodeId: oneOf(NODES),
  placeCode: oneOf(PLACES),
  occurredAt: oneOf(CLOCKS),
  untilSent: oneOf(UNTIL_SENT),
  consent: oneOf(CONSENTS),
  proof: oneOf([undefined, undefined, 'none', 'signature'] as const),
  feeCents: oneOf([undefined, undefined, 0, 300]),
  mode: oneOf([undefined, undefined, 'direct', 'shop-agent'] as const),
});
type ToldFact = typeof fact extends fc.Arbitrary<infer T> ? T : never;

/** What a scan has to do with the one before it. */
const kinship = fc.record({
  is: oneOf(['unrelated', 'unrelated', 'unrelated', 'another version', 'the same again'] as const),
  differs: oneOf([
    'occurredAt',
    'kind',
    'nodeId',
    'placeCode',
    'consent',
    'proof',
    'feeCents',
    'mode',
  ] as const),
  apart: oneOf(APART),
});
const report = fc.record({ batch: fc.nat(BATCHES), again: oneOf(SENT_AGAIN), later: fc.nat(3) });
const reports = fc.oneof(
  { weight: 19, arbitrary: fc.array(report, { minLength: 1, maxLength: 4, size: 'xsmall' }) },
  { weight: 1, arbitrary: fc.array(report, { minLength: 5, maxLength: 5 }) },
);
const scans = fc.array(fc.tuple(fact, kinship, reports), { maxLength: 9, size: 'max' });

const booking = fc.record({
  productId: oneOf(PRODUCTS),
  direction: oneOf(DIRECTIONS),
  isCancelled: oneOf([false, false, true]),
  simulated: fc.boolean(),
  arrivals,
});
const plan = fc.record({
  outcome: oneOf(OUTCOMES),
  nodeIds: fc.subarray(NODES),
  arrivals,
});
const withdrawal = fc.record({ scanId: oneOf([...IDS, 'never-sent']), arrivals });

const parcel = fc.record({
  scans,
  bookings: fc.array(booking, { maxLength: 3 }),
  plans: fc.array(plan, { maxLength: 3 }),
  withdrawals: fc.array(withdrawal, { maxLength: 2 }),
});
type ToldParcel = typeof parcel extends fc.Arbitrary<infer T> ? T : never;

/** Everything told about one or two parcels, in the order in which it arrives within each batch. */
export const history: fc.Arbitrary<Arrival[]> = fc
  .record({
    parcels: fc.array(parcel, { minLength: 1, maxLength: 2 }),
    isReversed: fc.boolean(),
  })
  .map(({ parcels, isReversed }) => {
    const told = parcels.flatMap((one, i) => arrivalsOf(`PARCEL-0${i + 1}`, one));
    return isReversed ? told.reverse() : told;
  });

function arrivalsOf(trackingNumber: string, told: ToldParcel): Arrival[] {
  const list: Arrival[] = [];
  const add = (batches: readonly number[], piece: Omit<Piece, 'trackingNumber'>): void => {
    for (const batch of batches) list.push({ batch, piece: { trackingNumber, ...piece } });
  };
  let before: ToldFact | undefined;
  for (const [drawn, kin, sent] of told.scans) {
    const one = related(drawn, kin, before);
    for (const { batch, again, later } of sent) {
      add([batch], { scan: rowOf(trackingNumber, one, again, later) });
    }
    before = one;
  }
  told.bookings.forEach((one, i) =>
    add(one.arrivals, { shipment: shipmentOf(trackingNumber, i + 1, one) }),
  );
  told.plans.forEach((one, i) =>
    add(one.arrivals, { itinerary: itineraryOf(trackingNumber, i + 1, one) }),
  );
  for (const one of told.withdrawals) add(one.arrivals, { correction: one.scanId });
  return list;
}

/** Another version: the same scanId, one word of the content drawn anew. */
function related(
  drawn: ToldFact,
  kin: typeof kinship extends fc.Arbitrary<infer T> ? T : never,
  before: ToldFact | undefined,
): ToldFact {
  if (!before || kin.is === 'unrelated') return drawn;
  const occurredAt = before.occurredAt + kin.apart;
  if (kin.is === 'the same again') return { ...before, scanId: drawn.scanId, occurredAt };
  return {
    ...before,
    [kin.differs]: kin.differs === 'occurredAt' ? occurredAt : drawn[kin.differs],
  };
}

function rowOf(trackingNumber: string, told: ToldFact, again: number, later: number): ScanRow {
  const { scanId, kind, nodeId, placeCode, occurredAt, consent, proof, feeCents, mode } = told;
  const sentAt = occurredAt + told.untilSent + again;
  const recordedAt = START + 40 * DAY + later;
  const row = { scanId, trackingNumber, kind, nodeId, placeCode, occurredAt, sentAt, recordedAt };
  return {
    ...row,
    ...(consent === undefined ? {} : { consent }),
    ...(proof === undefined ? {} : { proof }),
    ...(feeCents === undefined ? {} : { feeCents }),
    ...(mode === undefined ? {} : { mode }),
  };
}

function shipmentOf(
  trackingNumber: string,
  version: number,
  told: ToldParcel['bookings'][number],
): ShipmentSnapshot {
  const { productId, direction, isCancelled, simulated } = told;
  return {
    trackingNumber,
    version,
    state: isCancelled ? 'cancelled' : 'booked',
    merchantId: 'm',
    productId,
    direction,
    originCode: '653024',
    destinationCode: '110000',
    weightGrams: 1,
    readyAt: START,
    cancelledAt: isCancelled ? START + HOUR : null,
    simulated,
  };
}

function itineraryOf(
  trackingNumber: string,
  version: number,
  { outcome, nodeIds }: ToldParcel['plans'][number],
): ItinerarySnapshot {
  return { trackingNumber, version, outcome, legs: [], nodeIds, etaAt: null };
}
