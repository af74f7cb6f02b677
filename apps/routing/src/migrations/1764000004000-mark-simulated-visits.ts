import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether a simulation made a visit. Those stored before say no, as they were told to others; sent
 * again, a visit of a simulated round says so, and is told anew.
 */
export class MarkSimulatedVisits1764000004000 implements MigrationInterface {
  readonly name = 'MarkSimulatedVisits1764000004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE visits ADD COLUMN simulated boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE visits DROP COLUMN simulated`);
  }
}
