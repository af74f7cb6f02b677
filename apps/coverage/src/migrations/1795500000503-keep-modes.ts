import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In which mode a place was served, as the scan says it; days are kept for each mode on its own. */
export class KeepModes1795500000503 implements MigrationInterface {
  readonly name = 'KeepModes1795500000503';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['parcel_facts', 'former_facts']) {
      await runner.query(`ALTER TABLE ${table} ADD COLUMN mode text COLLATE "C"`);
    }
    await runner.query(`
      ALTER TABLE village_days
        ADD COLUMN mode text COLLATE "C" NOT NULL DEFAULT 'unstated',
        DROP CONSTRAINT village_days_pkey,
        ADD PRIMARY KEY (place_code, year, channel, direction, mode, simulated)`);
  }

  /** Days of one way that lie in several modes become one bitmap again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TEMPORARY TABLE joined ON COMMIT DROP AS
        SELECT place_code, year, channel, direction, simulated, bit_or(days) AS days
        FROM village_days GROUP BY 1, 2, 3, 4, 5`);
    await runner.query('TRUNCATE village_days');
    await runner.query(`
      ALTER TABLE village_days
        DROP CONSTRAINT village_days_pkey, DROP COLUMN mode,
        ADD PRIMARY KEY (place_code, year, channel, direction, simulated)`);
    await runner.query(`
      INSERT INTO village_days (place_code, year, channel, direction, simulated, days)
        SELECT place_code, year, channel, direction, simulated, days FROM joined`);
    for (const table of ['former_facts', 'parcel_facts']) {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN mode`);
    }
  }
}
