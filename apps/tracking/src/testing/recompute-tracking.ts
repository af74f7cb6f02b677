import type { Database } from '@youlu/persistence';
import type { Direction, HandoverProof, ScanKind, ServiceMode } from '@youlu/vocabulary';
import { bucketOf, contributions } from '../parcels/fold/contributions';
import { deriveDelivery } from '../parcels/fold/delivery';
import { type Parcel, learn, unheardOf } from '../parcels/parcel';

interface ContextRow {
  tracking_number: string;
  state: string;
  misdirected: boolean;
  seen_at: number | null;
  seen_node_id: string | null;
  seen_place_code: string | null;
  booking_version: number | null;
  product_id: string | null;
  direction: Direction;
  origin_code: string;
  destination_code: string;
  ready_at: number;
  cancelled_at: number | null;
  simulated: boolean;
  plan_version: number | null;
  plan_node_ids: string | null;
}

interface ScanRow {
  tracking_number: string;
  occurred_at: number;
  scan_id: string;
  kind: ScanKind;
  node_id: string;
  place_code: string;
  sent_at: number;
  recorded_at: number;
  consent: boolean | null;
  proof: HandoverProof | null;
  fee_cents: number | null;
  mode: ServiceMode | null;
}

interface VolumeRow {
  cell: string;
  parcels: number;
}

/**
 * Folds every parcel anew from `scan_records` and `corrections` (never from what parcels carry)
 * and compares: each state (invariant I4) and each volume cell, bucket by bucket (I6).
 *
 * @returns one line for each difference; empty when all is well
 */
export async function recomputeTracking(db: Database): Promise<string[]> {
  const contexts = await db.query<ContextRow>('SELECT * FROM parcels ORDER BY tracking_number');
  const scans = await scansByParcel(db);
  const withdrawals = await withdrawalsByParcel(db);
  const differences: string[] = [];
  const cells = new Map<string, number>();
  for (const row of contexts) {
    const number = row.tracking_number;
    const parcel = rebuilt(row, scans.get(number) ?? [], withdrawals.get(number) ?? []);
    scans.delete(number);
    const delivery = deriveDelivery(parcel);
    const is = [row.state, row.misdirected, row.seen_at, row.seen_node_id, row.seen_place_code];
    const { state, misdirected, last } = delivery;
    const should = [state, misdirected, last?.occurredAt, last?.nodeId, last?.placeCode];
    if (is.join() !== should.join()) {
      differences.push(`parcel ${number}: is ${is.join()}; scans say ${should.join()}`);
    }
    for (const c of contributions({ parcel, delivery })) {
      const cell = [
        c.placeCode,
        c.day,
        c.direction,
        c.productId,
        c.kind,
        c.simulated,
        bucketOf(number),
      ];
      const key = cell.join('|');
      cells.set(key, (cells.get(key) ?? 0) + c.parcels);
    }
  }
  for (const number of scans.keys()) differences.push(`parcel ${number}: has scans and no row`);
  return [...differences, ...(await compareCells(db, cells))];
}

async function scansByParcel(db: Database): Promise<Map<string, ScanRow[]>> {
  const rows = await db.query<ScanRow>(
    'SELECT * FROM scan_records ORDER BY scan_id DESC, occurred_at',
  );
  return groupBy(rows);
}

async function withdrawalsByParcel(
  db: Database,
): Promise<Map<string, { tracking_number: string; scan_id: string; at: number }[]>> {
  return groupBy(
    await db.query(
      `SELECT tracking_number, scan_id, min(recorded_at) AS at FROM corrections
        GROUP BY tracking_number, scan_id`,
    ),
  );
}

function groupBy<R extends { tracking_number: string }>(rows: readonly R[]): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const group = groups.get(row.tracking_number);
    if (group) group.push(row);
    else groups.set(row.tracking_number, [row]);
  }
  return groups;
}

function rebuilt(
  row: ContextRow,
  scans: readonly ScanRow[],
  withdrawals: readonly { scan_id: string; at: number }[],
): Parcel {
  const trackingNumber = row.tracking_number;
  const booking =
    row.booking_version === null
      ? undefined
      : {
          version: row.booking_version,
          productId: row.product_id,
          direction: row.direction,
          originCode: row.origin_code,
          destinationCode: row.destination_code,
          readyAt: row.ready_at,
          cancelledAt: row.cancelled_at,
          simulated: row.simulated,
        };
  const nodeIds = row.plan_node_ids ? row.plan_node_ids.split(' ') : [];
  const plan =
    row.plan_version === null ? undefined : { version: row.plan_version, nodeIds, etaAt: null };
  return learn({ ...unheardOf(trackingNumber), booking, plan }, [
    {
      trackingNumber,
      scans: scans.map((scan) => ({
        scanId: scan.scan_id,
        kind: scan.kind,
        nodeId: scan.node_id,
        placeCode: scan.place_code,
        occurredAt: scan.occurred_at,
        sentAt: scan.sent_at,
        recordedAt: scan.recorded_at,
        consent: scan.consent ?? undefined,
        proof: scan.proof ?? undefined,
        feeCents: scan.fee_cents ?? undefined,
        mode: scan.mode ?? undefined,
      })),
    },
    ...withdrawals.map(({ scan_id, at }) => ({
      trackingNumber,
      withdrawal: { scanId: scan_id, withdrawnAt: at },
    })),
  ]).parcel;
}

async function compareCells(db: Database, should: Map<string, number>): Promise<string[]> {
  const rows = await db.query<VolumeRow>(
    `SELECT concat_ws('|', place_code, day, direction, product_id, kind,
                      CASE WHEN simulated THEN 'true' ELSE 'false' END, bucket) AS cell, parcels
       FROM volumes WHERE parcels <> 0`,
  );
  const is = new Map(rows.map(({ cell, parcels }) => [cell, parcels]));
  return [...new Set([...is.keys(), ...should.keys()])]
    .filter((cell) => is.get(cell) !== should.get(cell))
    .map((cell) => `cell ${cell}: is ${is.get(cell) ?? 0}; scans say ${should.get(cell) ?? 0}`);
}

/** A checksum of each table of tracking that holds what it knows; equal before and after a replay. */
export async function checksums(db: Database): Promise<Record<string, string>> {
  const tables = [
    'parcels',
    'scan_records',
    'corrections',
    'itineraries',
    'volumes',
    'rounds',
    'visits',
  ];
  const sums: Record<string, string> = {};
  for (const table of tables) {
    const [row] = await db.query<{ sum: string }>(
      `SELECT count(*) || ':' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '')
              AS sum FROM ${table} t`,
    );
    sums[table] = row?.sum ?? '';
  }
  return sums;
}
