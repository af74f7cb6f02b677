// The tables that the scan writer fills: emptied between rounds, summed up to compare what came out.
const KEPT = 'bench.parcels_booked';

/** Keeps the parcels as they are before any scan, to go back to. */
export async function keepBooked(engines) {
  await engines.query('CREATE SCHEMA IF NOT EXISTS bench');
  await engines.query(`CREATE TABLE ${KEPT} AS SELECT * FROM tracking.parcels`);
}

/** Parcels booked, nothing scanned, nothing left to be written back by the database. */
export async function emptyScanTables(engines) {
  await engines.query('TRUNCATE tracking.scans, tracking.parcels, tracking.volumes');
  await engines.query('TRUNCATE tracking.outbox');
  await engines.query(`INSERT INTO tracking.parcels SELECT * FROM ${KEPT}`);
  await engines.query('CHECKPOINT');
}

/** Keeps the relay from working: its lease is somebody else's, so the outbox stays as it is. */
export async function holdRelay(engines) {
  const take = `INSERT INTO tracking.leases (name, holder, epoch, expires_at)
    VALUES ('relay', gen_random_uuid(), 1, 'infinity')
    ON CONFLICT (name) DO UPDATE SET holder = EXCLUDED.holder, epoch = leases.epoch + 1,
      expires_at = 'infinity'`;
  await engines.query(take);
}

const summed = (table, text) =>
  `SELECT count(*)::text AS rows, coalesce(sum(hashtextextended(${text}, 0)::numeric), 0)::text AS sum
     FROM tracking.${table} t`;

/** Rows and a checksum of each table as it stands; the order of rows does not matter. */
export async function sumsOf(engines, tables, textOf = () => 't::text') {
  const sums = {};
  for (const table of tables) {
    const [{ rows, sum }] = await engines.query(summed(table, textOf(table)));
    sums[table] = `${rows} rows, ${sum}`;
  }
  return sums;
}

/**
 * Of what the scans amount to. How often a parcel was told, its version, depends on the batches they
 * came in, so it is left out.
 */
export function contentOf(engines) {
  const textOf = (table) => (table === 'parcels' ? `(to_jsonb(t) - 'version')::text` : 't::text');
  return sumsOf(engines, ['scans', 'parcels', 'volumes'], textOf);
}

export function assertEqual(what, is, should) {
  const [a, b] = [JSON.stringify(is), JSON.stringify(should)];
  if (a !== b) throw new Error(`${what} differ: ${a} instead of ${b}`);
}
