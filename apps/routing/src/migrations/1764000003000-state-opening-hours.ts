import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a node is open: a resident station in a village is one that says so. */
export class StateOpeningHours1764000003000 implements MigrationInterface {
  readonly name = 'StateOpeningHours1764000003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE nodes ADD COLUMN open_weekdays int[], ADD COLUMN opens_at_minute int,
        ADD COLUMN closes_at_minute int`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE nodes DROP COLUMN open_weekdays, DROP COLUMN opens_at_minute,
        DROP COLUMN closes_at_minute`);
  }
}
