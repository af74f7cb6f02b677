// What writing is measured against: Node copies the same scans as text, in the order they came.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ScanRow } from '@youlu/contracts';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { contentDigest } from '../../../apps/tracking/src/parcels/fold/fact';
import { kindCode } from '../../../apps/tracking/src/parcels/coding/kind-code';
import {
  SCAN_ID_BYTES_MAX,
  parcelHash,
  scanHash,
  writeTold,
} from '../../../apps/tracking/src/scan-history/scan-code';
import { serveCalls } from '../load/calls';
import { type WorkloadOptions, rowsOf, scansOf, uploadsOf } from '../load/workload';

const ROWS_OF_A_TRANSACTION = 5_000;

/** Scans as words in plain columns, the obvious table: what the product kept before it coded them. */
const PLAIN_TABLE = `CREATE TABLE bench.scans_plain (
  tracking_number text COLLATE "C" NOT NULL, occurred_at int8 NOT NULL,
  scan_id text COLLATE "C" NOT NULL, digest int4 NOT NULL, kind text NOT NULL,
  node_id text NOT NULL, place_code text NOT NULL, sent_at int8 NOT NULL,
  recorded_at int8 NOT NULL, device_id text, consent bool,
  PRIMARY KEY (tracking_number, occurred_at, scan_id, digest))`;
const PLAIN = `bench.scans_plain (tracking_number, occurred_at, scan_id, digest, kind, node_id,
  place_code, sent_at, recorded_at, device_id, consent)`;
const CODED = `tracking.scans (occurred_at, parcel_hash, scan_hash, sent_at, recorded_at,
  source_code, kind_code, tracking_number, scan_id)`;

let client: Client;
/** Of one shape, so that neither side of the comparison pays for another. */
type Row = ScanRow & { consent: boolean | undefined };

let rows: Row[] = [];
const sources = new Map<string, number>();
const idBytes = Buffer.alloc(SCAN_ID_BYTES_MAX);

const sourceOf = (nodeId: string, placeCode: string, deviceId: string): string =>
  `${nodeId}|${placeCode}|${deviceId}`;

function plainLine(row: Row): string {
  const digest = contentDigest(row);
  const consent = row.consent === undefined ? '\\N' : row.consent ? 't' : 'f';
  return (
    `${row.trackingNumber}\t${row.occurredAt}\t${row.scanId}\t${digest}\t${row.kind}\t` +
    `${row.nodeId}\t${row.placeCode}\t${row.sentAt}\t${row.recordedAt}\t` +
    `${row.deviceId ?? '\\N'}\t${consent}\n`
  );
}

/** The columns the product keeps, made of the same words by the same functions. */
function codedLine(row: Row): string {
  const source = sources.get(sourceOf(row.nodeId, row.placeCode, row.deviceId ?? ''));
  const kind = kindCode(row);
  const id = idBytes.toString('hex', 0, writeTold(idBytes, row, row.trackingNumber));
  return (
    `${row.occurredAt}\t${parcelHash(row.trackingNumber)}\t${scanHash(row)}\t${row.sentAt}\t` +
    `${row.recordedAt}\t${source}\t${kind === 0 ? '' : `\\${kind.toString(8).padStart(3, '0')}`}\t` +
    `${row.trackingNumber}\t\\\\x${id}\n`
  );
}

async function copy(into: string, lineOf: (row: Row) => string): Promise<number> {
  const begun = performance.now();
  for (let at = 0; at < rows.length; at += ROWS_OF_A_TRANSACTION) {
    let lines = '';
    const end = Math.min(rows.length, at + ROWS_OF_A_TRANSACTION);
    for (let i = at; i < end; i++) lines += lineOf(rows[i] as Row);
    await client.query('BEGIN');
    const stream = client.query(copyFrom(`COPY ${into} FROM STDIN`));
    await pipeline(Readable.from([Buffer.from(lines)]), stream);
    await client.query('COMMIT');
  }
  return performance.now() - begun;
}

serveCalls({
  /** Each scan once, as its first report told it; the dictionary of sources is known, as it is to the writer. */
  async load({ size, ...workload }: WorkloadOptions & { size: number }) {
    client = new Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    const found = await client.query<Record<string, string>>(
      'SELECT code, node_id, place_code, device_id FROM tracking.scan_sources',
    );
    for (const { code, node_id, place_code, device_id } of found.rows) {
      sources.set(sourceOf(node_id ?? '', place_code ?? '', device_id ?? ''), Number(code));
    }
    const seen = new Set<string>();
    rows = uploadsOf(scansOf(workload), size)
      .flatMap(rowsOf)
      .filter(({ scanId }) => !seen.has(scanId) && seen.add(scanId))
      .map((row) => ({ ...row, consent: row.consent }));
    await client.query(PLAIN_TABLE);
    return rows.length;
  },
  emptyPlain: () => client.query('TRUNCATE bench.scans_plain; CHECKPOINT').then(() => undefined),
  copyCoded: () => copy(CODED, codedLine),
  copyPlain: () => copy(PLAIN, plainLine),
});
