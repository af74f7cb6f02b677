import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The last effective fact beside the state, so that a list of exceptions opens few parcels instead of
 * all. Rows written before have none until their next news: they are opened and judged as before. No
 * index: each would cost every scan its in-page update (HOT).
 */
export class TellWhereParcelsWereSeen1606200004000 implements MigrationInterface {
  readonly name = 'TellWhereParcelsWereSeen1606200004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE parcels ADD COLUMN seen_at int8,
        ADD COLUMN seen_node_id text, ADD COLUMN seen_place_code text`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE parcels DROP COLUMN seen_at, DROP COLUMN seen_node_id, DROP COLUMN seen_place_code`);
  }
}
