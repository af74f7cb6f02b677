// Bytes a scan takes on disk, on the province's own data: the default main job, then a plain VACUUM.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inFolder, start, stop } from './main-job.mjs';

/** What lies on the disk does not vary with the machine's mood, so it is read once. */
export const rounds = 1;
export const targets = {
  scans_bytes: { must: 160, aim: 130 },
};

/** Tables, partitions under their parent's name. */
const SIZES = `
  SELECT coalesce(parent.relname, c.relname) AS name,
         sum(pg_table_size(c.oid))::int8 AS heap, sum(pg_indexes_size(c.oid))::int8 AS indexes,
         sum(pg_total_relation_size(c.oid))::int8 AS total
    FROM pg_class c
    LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
    LEFT JOIN pg_class parent ON parent.oid = i.inhparent
   WHERE c.relnamespace = 'tracking'::regnamespace AND c.relkind = 'r'
   GROUP BY 1 ORDER BY total DESC`;

async function sizesIn(state) {
  const { postgres } = JSON.parse(readFileSync(join(state, 'engines.json'), 'utf8'));
  const password = readFileSync(join(state, 'postgres-password'), 'utf8').trim();
  const { port } = postgres;
  const place = { host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' };
  const client = new pg.Client(place);
  await client.connect();
  try {
    await client.query('VACUUM');
    const scans = Number(
      (await client.query('SELECT count(*) AS n FROM tracking.scans')).rows[0].n,
    );
    return { scans, tables: (await client.query(SIZES)).rows };
  } finally {
    await client.end();
  }
}

export const round = () =>
  inFolder(async ({ state, out }) => {
    const scope = process.env.BENCH_SCOPE ?? '65';
    const first = await start(state, ['--scope', scope, '--out', out]);
    const { scans, tables } = await sizesIn(state);
    await stop(first);
    if (scans === 0) throw new Error('The main job has stored no scan.');
    const each = (bytes) => Math.round((Number(bytes) / scans) * 10) / 10;
    const own = tables.find(({ name }) => name === 'scans');
    const figures = {
      scans_bytes: each(own.total),
      scans_heap: each(own.heap),
      scans_indexes: each(own.indexes),
      scans,
    };
    for (const { name, total } of tables) {
      if (name !== 'scans' && each(total) >= 0.1) figures[`beside.${name}`] = each(total);
    }
    return figures;
  });
