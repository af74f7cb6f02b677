import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether a simulation made a visit, and which visited days of a week such visits tell of. Visits
 * recorded before did not say, so they stay as they were; only catalogue rows are written.
 */
export class MarkSimulatedVisits1795500000506 implements MigrationInterface {
  readonly name = 'MarkSimulatedVisits1795500000506';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE visits ADD COLUMN simulated boolean NOT NULL DEFAULT false`);
    await runner.query(`ALTER TABLE visit_weeks ADD COLUMN simulated_days int2 NOT NULL DEFAULT 0`);
  }

  /** Days that were kept as simulated join the others again. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      INSERT INTO village_days (place_code, year, channel, direction, mode, simulated, days)
        SELECT place_code, year, channel, direction, mode, false, days FROM village_days
        WHERE channel = 'visit' AND simulated
      ON CONFLICT (place_code, year, channel, direction, mode, simulated)
        DO UPDATE SET days = village_days.days | EXCLUDED.days`);
    await runner.query(`DELETE FROM village_days WHERE channel = 'visit' AND simulated`);
    await runner.query(`ALTER TABLE visit_weeks DROP COLUMN simulated_days`);
    await runner.query(`ALTER TABLE visits DROP COLUMN simulated`);
  }
}
