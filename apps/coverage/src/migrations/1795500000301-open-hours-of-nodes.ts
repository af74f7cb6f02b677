import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['nodes', 'node_versions'];

/** When a point is open, as the network tells of it: a resident station is one with stated hours. */
export class OpenHoursOfNodes1795500000301 implements MigrationInterface {
  readonly name = 'OpenHoursOfNodes1795500000301';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`
        ALTER TABLE ${table} ADD COLUMN open_weekdays int4[], ADD COLUMN opens_at_minute int4,
          ADD COLUMN closes_at_minute int4`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) {
      await runner.query(`
        ALTER TABLE ${table} DROP COLUMN open_weekdays, DROP COLUMN opens_at_minute,
          DROP COLUMN closes_at_minute`);
    }
  }
}
