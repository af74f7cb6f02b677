import { scanKey } from '../journal.mjs';

const SCAN_COLUMNS = `tracking_number AS "trackingNumber", occurred_at AS "occurredAt",
  scan_id AS "scanId", kind, node_id AS "nodeId", place_code AS "placeCode", consent, proof,
  fee_cents AS "feeCents", mode`;

/** Every stored scan, read beside the service. */
export async function storedScans(rows) {
  return rows.query('tracking', `SELECT ${SCAN_COLUMNS} FROM scan_records`);
}

/** Scans of the letters that the writer parked, row by row or record by record. */
async function parkedScans(rows) {
  const letters = await rows.query(
    'tracking',
    `SELECT row_index, value FROM dead_letters WHERE topic = 'tracking.scan'`,
  );
  return letters.flatMap(({ row_index, value }) => {
    try {
      const content = JSON.parse(value.toString('utf8'));
      return row_index < 0 ? (content.data?.rows ?? []) : [content];
    } catch {
      return []; // not JSON, so nothing that a door has accepted
    }
  });
}

/** What was read from the doors and has yet to be committed by the writer. */
async function scansInLog(log) {
  const { lags } = await log.lags();
  const waiting = [...lags.keys()].some((where) => where.startsWith('tracking.scan-writer'));
  return waiting ? log.rows('tracking.scan') : [];
}

/** I1: accepted = stored + parked + still in the log, as sets. */
export async function acceptedIsKept({ world, journal }) {
  const kept = new Set((await storedScans(world.rows)).map(scanKey));
  for (const scan of await parkedScans(world.rows)) kept.add(scanKey(scan));
  for (const scan of await scansInLog(world.log)) kept.add(scanKey(scan));
  const missing = journal.accepted().filter((key) => !kept.has(key));
  return missing.map((key) => `accepted and nowhere: ${key}`);
}

/** I2: nothing is stored that was not submitted. */
export async function nothingIsInvented({ world, journal }) {
  const stored = (await storedScans(world.rows)).map(scanKey);
  return stored.filter((key) => !journal.scans.has(key)).map((key) => `never submitted: ${key}`);
}

/** I3: each scan is stored once, however often it was sent. */
export async function storedOnce({ world }) {
  const times = new Map();
  for (const key of (await storedScans(world.rows)).map(scanKey))
    times.set(key, (times.get(key) ?? 0) + 1);
  return [...times].filter(([, n]) => n > 1).map(([key, n]) => `stored ${n} times: ${key}`);
}
