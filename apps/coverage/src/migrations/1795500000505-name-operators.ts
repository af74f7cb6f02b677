import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A declaration may say whose service it declares; what was declared before does not. */
export class NameOperators1795500000505 implements MigrationInterface {
  readonly name = 'NameOperators1795500000505';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE declarations ADD COLUMN operator text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE declarations DROP COLUMN operator`);
  }
}
