import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a parcel's facts say, in a number: most snapshots tell of a departure or an arrival, which is
 * no evidence, and then no fact needs to be looked at. Rows written before have none until their next
 * snapshot.
 */
export class DigestParcelFacts1795500000005 implements MigrationInterface {
  readonly name = 'DigestParcelFacts1795500000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE parcels ADD COLUMN digest int8');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE parcels DROP COLUMN digest');
  }
}
