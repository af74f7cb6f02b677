import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How a hand-over was proven and what the recipient was charged at it, in fen, as the scan says it: null
 * where it does not, as no scan did before.
 */
export class KeepHandOvers1795500000502 implements MigrationInterface {
  readonly name = 'KeepHandOvers1795500000502';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['parcel_facts', 'former_facts']) {
      await runner.query(
        `ALTER TABLE ${table} ADD COLUMN proof text COLLATE "C", ADD COLUMN fee_cents int4`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['former_facts', 'parcel_facts']) {
      await runner.query(`ALTER TABLE ${table} DROP COLUMN fee_cents, DROP COLUMN proof`);
    }
  }
}
