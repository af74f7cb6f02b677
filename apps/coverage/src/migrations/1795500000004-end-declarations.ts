import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEX = (included: string): string => `
  CREATE INDEX declarations_unit ON declarations (indicator, unit_code)
    INCLUDE (valid_from, valid_to, ${included}frequency_per_week, simulated)`;

/** An open declaration may be ended. What was declared stays as it was said; the end is beside it. */
export class EndDeclarations1795500000004 implements MigrationInterface {
  readonly name = 'EndDeclarations1795500000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE declarations ADD COLUMN ended_on date, ADD COLUMN end_recorded_at int8,
        ADD CONSTRAINT declarations_end_once CHECK (ended_on IS NULL OR valid_to IS NULL),
        ADD CONSTRAINT declarations_end_after CHECK (ended_on > valid_from)`);
    await runner.query(`DROP INDEX declarations_unit`);
    await runner.query(INDEX('ended_on, '));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX declarations_unit`);
    await runner.query(
      `ALTER TABLE declarations DROP COLUMN ended_on, DROP COLUMN end_recorded_at`,
    );
    await runner.query(INDEX(''));
  }
}
