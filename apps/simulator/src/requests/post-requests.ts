import { formatInstant } from '@youlu/vocabulary';
import { type ParcelLink, linkedAt } from '../load/people/linked';
import type { Parcel } from '../load/people/parcel';
import { instantOf, MINUTES_PER_DAY } from '../load/period';
import type { ScanRow } from '../load/scan-table';
import { scanIdOf, strayNumber } from '../load/scan-writer';
import type { Scenario } from '../load/scenario';
import { VISITS_SENT_MINUTE } from '../load/visits';
import {
  type LogicalRequest,
  ROWS_OF_REQUEST_MAX,
  SCANS_OF_UPLOAD_MAX,
  inBatches,
} from './request';

/**
 * The four weeks, day by day: what is booked, what is called off, what devices upload, where carriers
 * have been. When bookings have stopped, uploads go on until the last late scan is in.
 */
export function* postRequests(scenario: Scenario): Generator<LogicalRequest> {
  const { period, uploads, scans } = scenario;
  const bookings = bookingsByDay(scenario);
  const links = new Map(scenario.links.map((link) => [link.linked, link]));
  const { ordered, starts } = scans.byUpload();
  let upload = 0;
  for (let day = 0; day < period.days || upload < scans.uploadsEnd; day++) {
    if (day < period.days) {
      yield* bookingRequests(scenario, bookings[day] ?? [], day);
      yield* linkRequests(scenario, bookings[day] ?? [], links);
    }
    const midnight = period.startOfDay(day + 1);
    for (; upload < scans.uploadsEnd && uploads.sentAt(upload) < midnight; upload++) {
      const rows = ordered.subarray(starts[upload], starts[upload + 1]);
      yield* scanRequests(scenario, upload, rows);
    }
    if (day < period.days) yield* visitRequests(scenario, day);
  }
}

/** Positions of parcels by the day they are ready, in their order. */
function bookingsByDay({ parcels, period }: Scenario): number[][] {
  const days = Array.from({ length: period.days }, (): number[] => []);
  for (const [index, parcel] of parcels.entries()) {
    days[Math.floor((parcel.readyAt - period.start) / MINUTES_PER_DAY)]?.push(index);
  }
  return days;
}

function* bookingRequests(
  { parcels, cancelled, period }: Scenario,
  indexes: readonly number[],
  day: number,
): Generator<LogicalRequest> {
  const businessTime = formatInstant(instantOf(period.startOfDay(day)));
  const said = { phase: 'post', service: 'orders', businessTime, isKeyed: true } as const;
  const booked = indexes.map((index) => parcels[index] as Parcel);
  let isFirst = day === 0;
  for (const [merchantId, own] of byMerchant(booked)) {
    for (const batch of inBatches(own, ROWS_OF_REQUEST_MAX)) {
      const body = { merchantId, shipments: batch.map(shipmentRow) };
      const counts = { rowKind: 'shipments', rows: batch.length } as const;
      yield { ...said, path: '/v1/shipment-batches', body, ...counts, waits: isFirst };
      isFirst = false;
    }
  }
  const off = new Set(cancelled);
  let waits = true;
  for (const index of indexes) {
    if (!off.has(index)) continue;
    const { trackingNumber, readyAt } = parcels[index] as Parcel;
    const cancelledAt = formatInstant(instantOf(readyAt + 30));
    const path = `/v1/shipments/${trackingNumber}/cancel`;
    const counts = { rowKind: 'others', rows: 1 } as const;
    yield { ...said, path, body: { cancelledAt }, businessTime: cancelledAt, ...counts, waits };
    waits = false;
  }
}

/** Second numbers, told once both are booked. */
function* linkRequests(
  { parcels }: Scenario,
  indexes: readonly number[],
  links: ReadonlyMap<number, ParcelLink>,
): Generator<LogicalRequest> {
  const said = { phase: 'post', service: 'orders', rowKind: 'others', rows: 1 } as const;
  let waits = true;
  for (const index of indexes) {
    const link = links.get(index);
    if (!link) continue;
    const { trackingNumber } = parcels[link.principal] as Parcel;
    const linked = parcels[index] as Parcel;
    const businessTime = formatInstant(instantOf(linkedAt(linked)));
    const path = `/v1/shipments/${trackingNumber}/links`;
    const body = {
      linkedTrackingNumber: linked.trackingNumber,
      relation: link.relation,
      linkedAt: businessTime,
      simulated: true,
    };
    yield { ...said, path, body, businessTime, waits, isKeyed: true };
    waits = false;
  }
}

function byMerchant(parcels: readonly Parcel[]): Map<string, Parcel[]> {
  const merchants = new Map<string, Parcel[]>();
  for (const parcel of parcels) {
    const own = merchants.get(parcel.merchantId) ?? [];
    own.push(parcel);
    merchants.set(parcel.merchantId, own);
  }
  return merchants;
}

function shipmentRow(parcel: Parcel): object {
  const { trackingNumber, productId, direction, originCode, destinationCode, weightGrams } = parcel;
  const { producedInCode } = parcel;
  return {
    trackingNumber,
    ...(productId === undefined ? {} : { productId }),
    direction,
    originCode,
    ...(producedInCode === undefined ? {} : { producedInCode }),
    destinationCode,
    weightGrams,
    readyAt: formatInstant(instantOf(parcel.readyAt)),
    simulated: true,
  };
}

function* scanRequests(
  scenario: Scenario,
  upload: number,
  rows: Int32Array,
): Generator<LogicalRequest> {
  const { uploads, scans } = scenario;
  const sentAt = formatInstant(instantOf(uploads.sentAt(upload)));
  const deviceId = uploads.deviceOf(upload);
  for (const batch of inBatches(rows, SCANS_OF_UPLOAD_MAX)) {
    yield {
      phase: 'post',
      service: 'tracking',
      path: '/v1/scans',
      body: { sentAt, deviceId, scans: batch.map((row) => scanBody(scenario, scans.read(row))) },
      businessTime: sentAt,
      rowKind: 'scans',
      rows: batch.length,
      waits: false,
      isKeyed: false,
    };
  }
}

function scanBody({ province, parcels, abuses }: Scenario, row: ScanRow): object {
  const parcel = parcels[row.parcel] as Parcel;
  const { nodeId, placeCode } = province.network.at(row.node);
  const isStray = row.variant === 'stray';
  const abuse = row.kind === 'delivered' ? abuses.get(row.parcel) : undefined;
  return {
    scanId: scanIdOf(parcel.trackingNumber, row.step, row.variant),
    trackingNumber: isStray
      ? strayNumber(province.draws.bits(`stray|${parcel.key}|${row.step}`))
      : parcel.trackingNumber,
    kind: row.kind,
    nodeId,
    placeCode,
    occurredAt: formatInstant(instantOf(row.at)),
    ...(row.consent === undefined ? {} : { consent: row.consent }),
    ...(abuse?.proof === undefined ? {} : { proof: abuse.proof }),
    ...(abuse?.feeCents === undefined ? {} : { feeCents: abuse.feeCents }),
  };
}

function* visitRequests({ rounds, period }: Scenario, day: number): Generator<LogicalRequest> {
  const sentAt = formatInstant(instantOf(period.startOfDay(day) + VISITS_SENT_MINUTE));
  for (const batch of inBatches(rounds.visitsOn(day), ROWS_OF_REQUEST_MAX)) {
    const visits = batch.map((visit) => ({
      ...visit,
      visitedAt: formatInstant(instantOf(visit.visitedAt)),
    }));
    yield {
      phase: 'post',
      service: 'routing',
      path: '/v1/visits',
      body: { sentAt, visits },
      businessTime: sentAt,
      rowKind: 'visits',
      rows: batch.length,
      waits: false,
      isKeyed: false,
    };
  }
}
