import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createHash } from 'node:crypto';
import type { ScanRow, ShipmentSnapshot } from '@youlu/contracts';
import { type ScanKind, formatInstant, makeS10, startOfDay } from '@youlu/vocabulary';

/** Which parcels a round works on: those of another round are others. */
export interface WorkloadOptions {
  /** 0, 1, 2 …: its parcels' numbers and scan ids are its own. */
  readonly series: number;
  readonly parcels: number;
}

export const SCANS_OF_A_PARCEL = 8;
/** Of a hundred scans two are sent again by their device, some hundreds of scans later. */
const RESENT_EACH = 50;
const RESENT_AFTER = 3_000;
export const MERCHANTS = 10;
/** What a merchant leases at once, and so what all series of a run may use. */
export const SERIALS_OF_A_MERCHANT = 100_000;
const DAYS = 27;
const FEED = 'province-feed';
const MINUTE_MS = 60_000;
const FIRST_DAY = '2020-09-01';

/** Inbound, from the hub down to the village: hub, sorting centre, county, township station. */
const WAY: readonly (readonly [kind: ScanKind, stop: number, afterMinutes: number])[] = [
  ['accepted', 0, 0],
  ['departed', 0, 95],
  ['arrived', 1, 340],
  ['departed', 1, 120],
  ['arrived', 2, 260],
  ['departed', 2, 75],
  ['arrived', 3, 130],
  ['delivered', 4, 190],
];

export interface BenchParcel {
  readonly trackingNumber: string;
  readonly merchantId: string;
  readonly readyAt: number;
  /** Hub, sorting centre, county, township, village. */
  readonly codes: readonly string[];
}

let villages: string[] | undefined;

/** The region's villages, by code, spread so that neighbours in the list are far apart. */
function villageCodes(): string[] {
  if (villages) return villages;
  const file = join(process.cwd(), 'data/xinjiang_divisions_2020.csv.gz');
  const codes = gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .map((line) => line.slice(0, line.indexOf(',')))
    .filter((code) => /^\d{12}$/.test(code));
  const step = 7_919; // a prime that does not divide their number
  villages = codes.map((_, i) => codes[(i * step) % codes.length] as string);
  return villages;
}

export function merchantOf(index: number): string {
  return `bench-${index % MERCHANTS}`;
}

/** Parcels in the order in which they are ready. */
export function parcelsOf({ series, parcels }: WorkloadOptions): BenchParcel[] {
  const codes = villageCodes();
  const begin = startOfDay(FIRST_DAY);
  const spacing = (DAYS * 24 * 60 * MINUTE_MS) / parcels;
  const perMerchant = Math.ceil(parcels / MERCHANTS);
  return Array.from({ length: parcels }, (_, i): BenchParcel => {
    const k = series * perMerchant + Math.floor(i / MERCHANTS);
    if (k >= SERIALS_OF_A_MERCHANT) throw new RangeError(`Series ${series} is beyond the numbers`);
    const village = codes[(series * parcels + i) % codes.length] as string;
    const prefecture = village.slice(0, 4);
    return {
      trackingNumber: makeS10('LX', (i % MERCHANTS) * SERIALS_OF_A_MERCHANT + k),
      merchantId: merchantOf(i),
      readyAt: begin + Math.floor(i * spacing),
      codes: ['650102', `${prefecture}01`, village.slice(0, 6), village.slice(0, 9), village],
    };
  });
}

const NODE_TIERS = ['hub', 'sorting', 'county', 'station', 'village'] as const;

/** A scan as a device knows it. */
export interface DeviceScan {
  readonly scanId: string;
  readonly trackingNumber: string;
  readonly kind: ScanKind;
  readonly nodeId: string;
  readonly placeCode: string;
  readonly occurredAt: number;
}

/** Eight scans a parcel in the order of time, and two more of a hundred sent again. */
export function scansOf(options: WorkloadOptions): DeviceScan[] {
  const once: DeviceScan[] = [];
  parcelsOf(options).forEach((parcel, i) => {
    let at = parcel.readyAt;
    WAY.forEach(([kind, stop, afterMinutes], step) => {
      at += afterMinutes * MINUTE_MS + ((i * 37 + step * 11) % 60) * 1_000;
      const placeCode = parcel.codes[stop] as string;
      once.push({
        scanId: scanIdOf(options.series, i, step),
        trackingNumber: parcel.trackingNumber,
        kind,
        nodeId: `${NODE_TIERS[stop]}-${placeCode}`,
        placeCode,
        occurredAt: at,
      });
    });
  });
  once.sort((a, b) => a.occurredAt - b.occurredAt);
  const sent: DeviceScan[] = [];
  once.forEach((scan, i) => {
    sent.push(scan);
    const again = i - RESENT_AFTER;
    if (again >= 0 && again % RESENT_EACH === 0) sent.push(once[again] as DeviceScan);
  });
  for (let i = Math.max(0, once.length - RESENT_AFTER); i < once.length; i++) {
    if (i % RESENT_EACH === 0) sent.push(once[i] as DeviceScan);
  }
  return sent;
}

/** What must be stored in the end: each scan once. */
export function distinctScans({ parcels }: WorkloadOptions): number {
  return parcels * SCANS_OF_A_PARCEL;
}

/** A random-looking UUID (version 4), the same in every run: a device makes such ids. */
function scanIdOf(series: number, parcel: number, step: number): string {
  const hex = createHash('md5').update(`${series}|${parcel}|${step}`).digest('hex');
  const part = (from: number, to: number): string => hex.slice(from, to);
  return `${part(0, 8)}-${part(8, 12)}-4${part(13, 16)}-a${part(17, 20)}-${part(20, 32)}`;
}

/** Uploads of some scans each, as they go to the door. */
export interface Upload {
  readonly scans: readonly DeviceScan[];
  readonly sentAt: number;
  readonly deviceId: string;
}

/** One feed of a province sends what its devices told, in the order of time. */
export function uploadsOf(scans: readonly DeviceScan[], size: number): Upload[] {
  const uploads: Upload[] = [];
  for (let at = 0; at < scans.length; at += size) {
    const part = scans.slice(at, at + size);
    const latest = part.reduce((max, { occurredAt }) => Math.max(max, occurredAt), 0);
    uploads.push({ scans: part, sentAt: latest + MINUTE_MS, deviceId: FEED });
  }
  return uploads;
}

/** The JSON a client posts to `/v1/scans`. */
export function bodyOf({ scans, sentAt, deviceId }: Upload): string {
  return JSON.stringify({
    sentAt: formatInstant(sentAt),
    deviceId,
    scans: scans.map((scan) => ({ ...scan, occurredAt: formatInstant(scan.occurredAt) })),
  });
}

/** The rows the door makes of an upload. */
export function rowsOf({ scans, sentAt, deviceId }: Upload): ScanRow[] {
  return scans.map((scan) => ({ ...scan, sentAt, recordedAt: sentAt + 1_000, deviceId }));
}

/** What orders tells about the parcels. */
export function shipmentsOf(options: WorkloadOptions): ShipmentSnapshot[] {
  return parcelsOf(options).map((parcel) => ({
    trackingNumber: parcel.trackingNumber,
    version: 1,
    state: 'booked',
    merchantId: parcel.merchantId,
    productId: null,
    direction: 'inbound',
    originCode: parcel.codes[0] as string,
    destinationCode: parcel.codes[4] as string,
    weightGrams: 1_500,
    readyAt: parcel.readyAt,
    cancelledAt: null,
    simulated: true,
  }));
}

/** Bodies for `POST /v1/shipment-batches`, one merchant each. */
export function bookingsOf(options: WorkloadOptions, size = 1_000): string[] {
  const bodies: string[] = [];
  const all = parcelsOf(options);
  for (let merchant = 0; merchant < MERCHANTS; merchant++) {
    const merchantId = merchantOf(merchant);
    const parcels = all.filter((parcel) => parcel.merchantId === merchantId);
    for (let at = 0; at < parcels.length; at += size) {
      const shipments = parcels.slice(at, at + size).map((parcel) => ({
        trackingNumber: parcel.trackingNumber,
        direction: 'inbound',
        originCode: parcel.codes[0],
        destinationCode: parcel.codes[4],
        weightGrams: 1_500,
        readyAt: formatInstant(parcel.readyAt),
        simulated: true,
      }));
      bodies.push(JSON.stringify({ merchantId, shipments }));
    }
  }
  return bodies;
}
