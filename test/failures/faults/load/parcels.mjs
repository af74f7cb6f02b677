import { built } from '../world/built.mjs';
import { COUNTY, COUNTY_NODE, INDICATORS, STATION_NODE, TOWNSHIP, VILLAGES } from './places.mjs';

const { FEE_CENTS_MAX, HANDOVER_PROOFS, SERVICE_MODES, makeS10 } = built(
  'libs/vocabulary/src/index.js',
);
const HOUR = 3_600_000;
const EPOCH = Date.parse('2020-09-01T00:00:00+08:00');

/** The usual steps of a parcel: kind, where, hours after it was handed in. */
const COURSE = [
  ['accepted', COUNTY_NODE, COUNTY, 0],
  ['departed', COUNTY_NODE, COUNTY, 20],
  ['arrived', STATION_NODE, TOWNSHIP, 26],
  ['held-at-station', STATION_NODE, TOWNSHIP, 27],
  ['out-for-delivery', STATION_NODE, TOWNSHIP, 46],
  ['delivered', undefined, undefined, 50],
];

export const iso = (ms) => new Date(ms).toISOString();

/** One parcel of the load: its number, its booking, and the scans devices will send of it, in order. */
export function makeParcel(serial, random) {
  const merchant = serial % INDICATORS.length;
  const isBooked = !random.chance(0.1);
  const trackingNumber = isBooked ? makeS10(INDICATORS[merchant], serial) : `STRAY-${serial}-X`;
  const village = random.pick(VILLAGES);
  const readyAt = EPOCH + random.between(0, 20 * 24) * HOUR + serial; // no two alike
  const scans = COURSE.map(([kind, nodeId, placeCode, hours], step) => ({
    scanId: `d${random.between(1, 9)}-${serial}-${step}`,
    trackingNumber,
    kind,
    nodeId: nodeId ?? `village-${village}`,
    placeCode: placeCode ?? village,
    occurredAt: iso(readyAt + hours * HOUR + random.between(0, 1_800) * 1_000),
    ...(HANDED_OVER.has(kind) ? handover(random) : {}),
  }));
  return {
    serial,
    merchant,
    isBooked,
    trackingNumber,
    village,
    readyAt,
    scans: withOddities(scans, random),
  };
}

const HANDED_OVER = new Set(['delivered', 'held-at-station']);

/** How it was handed over; most devices say nothing of it, and some only a part. */
function handover(random) {
  const said = {};
  if (random.chance(0.3)) said.proof = random.pick(HANDOVER_PROOFS);
  if (random.chance(0.2)) said.feeCents = random.pick([0, 1, 150, FEE_CENTS_MAX]);
  if (random.chance(0.3)) said.mode = random.pick(SERVICE_MODES);
  return said;
}

/** What the field adds: the same fact told twice, one id with two contents, a dead clock, an ending. */
function withOddities(scans, random) {
  const odd = [...scans];
  const any = random.pick(scans);
  if (random.chance(0.15)) odd.push({ ...any, scanId: `${any.scanId}-again` });
  if (random.chance(0.05)) odd.push({ ...any, nodeId: 'county-653022', placeCode: '653022' });
  if (random.chance(0.05)) odd.push({ ...any, scanId: `${any.scanId}-dead`, occurredAt: iso(0) });
  if (random.chance(0.05)) odd.push({ ...any, scanId: `${any.scanId}-consent`, consent: true });
  if (random.chance(0.05)) odd.push({ ...any, feeCents: 200 + random.between(0, 50) });
  if (random.chance(0.05)) odd.push({ ...any, proof: 'photo', mode: 'shop-agent' });
  return odd;
}
