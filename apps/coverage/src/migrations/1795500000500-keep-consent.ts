import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whether the recipient agreed, as the scan says it: null where it does not. Facts kept before do
 * not say; `rebuild tracking.snapshots` tells them again, which is why their versions are set back.
 */
export class KeepConsent1795500000500 implements MigrationInterface {
  readonly name = 'KeepConsent1795500000500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE parcel_facts ADD COLUMN consent boolean`);
    await runner.query(`ALTER TABLE former_facts ADD COLUMN consent boolean`);
    await runner.query(`UPDATE parcels SET version = 0, digest = NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE former_facts DROP COLUMN consent`);
    await runner.query(`ALTER TABLE parcel_facts DROP COLUMN consent`);
  }
}
