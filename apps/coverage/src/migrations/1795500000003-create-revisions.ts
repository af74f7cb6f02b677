import type { MigrationInterface, QueryRunner } from 'typeorm';

const BUCKETS = 16;

/** Statistics that follow a bulk load: a tenth or a fifth of a table, as by default, is too late. */
const TUNED = `autovacuum_analyze_scale_factor = 0.02, autovacuum_analyze_threshold = 2000,
  autovacuum_vacuum_insert_scale_factor = 0.05, autovacuum_vacuum_insert_threshold = 10000`;
const TABLES = [
  'unit_versions',
  'declarations',
  'nodes',
  'parcels',
  'parcel_facts',
  'visits',
  'visit_weeks',
];

/** Counts of changes, so that what was judged can be kept until something changes. */
export class CreateRevisions1795500000003 implements MigrationInterface {
  readonly name = 'CreateRevisions1795500000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE revisions (
        bucket int2 PRIMARY KEY,
        revision int8 NOT NULL
      ) WITH (fillfactor = 20)`);
    await runner.query(
      `INSERT INTO revisions SELECT b, 0 FROM generate_series(0, ${BUCKETS - 1}) b`,
    );
    for (const table of TABLES) await runner.query(`ALTER TABLE ${table} SET (${TUNED})`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const names = TUNED.replace(/ = [\d.]+/g, '');
    for (const table of TABLES) await runner.query(`ALTER TABLE ${table} RESET (${names})`);
    await runner.query(`DROP TABLE revisions`);
  }
}
