import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes that took effect before the edition that lists them: every figure asks for them. */
export class FindDatedChanges1795500000510 implements MigrationInterface {
  readonly name = 'FindDatedChanges1795500000510';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX changes_dated ON changes (effective_on) WHERE effective_on < later`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX changes_dated`);
  }
}
