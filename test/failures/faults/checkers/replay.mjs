import { SERVICES } from '../world/world.mjs';
import { settle } from '../world/settle.mjs';

/** Not knowledge but bookkeeping of what was sent and said. */
const BOOKKEEPING = new Set([
  'outbox',
  'leases',
  'idempotency_keys',
  'migrations',
  'kafka_cluster',
  'migration_gate',
]);

/** Table → rows and a digest over them, of all services. */
async function checksums(rows) {
  const tables = await rows.query(
    'public',
    `SELECT n.nspname AS service, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY($1) AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1, 2`,
    [SERVICES],
  );
  const sums = new Map();
  for (const { service, name } of tables) {
    if (BOOKKEEPING.has(name)) continue;
    const [{ sum }] = await rows.query(
      service,
      `SELECT count(*) || ' rows, ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) AS sum FROM "${name}" t`,
    );
    sums.set(`${service}.${name}`, sum);
  }
  return sums;
}

/** I10: reading the whole log again from its beginning leaves every table's checksum unchanged. */
export async function replayChangesNothing({ world }) {
  const before = await checksums(world.rows);
  await world.stopServices();
  await world.log.deleteGroups();
  await world.log.assertUnread(); // or nothing would be shown by what follows
  await world.startServices(); // all at once, so this says nothing about recovery
  const lines = await settle(world, 60_000);
  const after = await checksums(world.rows);
  for (const [table, sum] of before) {
    if (after.get(table) !== sum)
      lines.push(`${table}: ${sum} before the replay, ${after.get(table)} after`);
  }
  return lines;
}
