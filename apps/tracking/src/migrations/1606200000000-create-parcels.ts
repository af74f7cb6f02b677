import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Parcels carry their facts, so that one row under lock decides what is new (hot path: no probe of
 * `scans`). Only the key is indexed: updates stay on their page (HOT), for which pages keep room.
 */
export class CreateParcels1606200000000 implements MigrationInterface {
  readonly name = 'CreateParcels1606200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE parcels (
        tracking_number text COLLATE "C" PRIMARY KEY,
        version int4 NOT NULL,
        state text NOT NULL,
        misdirected bool NOT NULL,
        first_fact_at int8,
        last_fact_at int8,
        facts bytea NOT NULL,
        withdrawals jsonb,
        booking_version int4,
        product_id text,
        direction text,
        origin_code text,
        destination_code text,
        ready_at int8,
        cancelled_at int8,
        simulated bool,
        plan_version int4,
        plan_node_ids text,
        eta_at int8
      ) WITH (fillfactor = 60)`);
    // Every accepted scan once. The key holds what makes a scan itself; it is a guard, and it can
    // be cut into months by occurred_at.
    await runner.query(`
      CREATE TABLE scans (
        tracking_number text COLLATE "C" NOT NULL,
        occurred_at int8 NOT NULL,
        scan_id text COLLATE "C" NOT NULL,
        digest int4 NOT NULL,
        kind text NOT NULL,
        node_id text NOT NULL,
        place_code text NOT NULL,
        sent_at int8 NOT NULL,
        recorded_at int8 NOT NULL,
        device_id text,
        consent bool,
        PRIMARY KEY (tracking_number, occurred_at, scan_id, digest)
      )`);
    await runner.query(`
      CREATE TABLE corrections (
        tracking_number text COLLATE "C" NOT NULL,
        correction_id text COLLATE "C" NOT NULL,
        scan_id text NOT NULL,
        reason text NOT NULL,
        corrected_at int8 NOT NULL,
        recorded_at int8 NOT NULL,
        PRIMARY KEY (tracking_number, correction_id)
      )`);
    await runner.query(`
      CREATE TABLE itineraries (
        tracking_number text COLLATE "C" PRIMARY KEY,
        version int4 NOT NULL,
        outcome text NOT NULL,
        legs jsonb NOT NULL
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE itineraries, corrections, scans, parcels');
  }
}
