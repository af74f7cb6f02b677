import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the scans and visits show, with place codes as they were sent. */
export class CreateEvidence1795500000002 implements MigrationInterface {
  readonly name = 'CreateEvidence1795500000002';

  async up(runner: QueryRunner): Promise<void> {
    await this.createParcels(runner);
    await runner.query(`
      CREATE TABLE nodes (
        node_id text COLLATE "C" PRIMARY KEY,
        version int NOT NULL,
        tier text NOT NULL,
        place_code text COLLATE "C" NOT NULL,
        opens_on date NOT NULL,
        closes_on date,
        simulated boolean NOT NULL
      )`);
    // The content is in the key: the same visit again is the same row, another content another row.
    await runner.query(`
      CREATE TABLE visits (
        village_code text COLLATE "C" NOT NULL,
        visit_id text COLLATE "C" NOT NULL,
        visited_at int8 NOT NULL,
        round_id text COLLATE "C" NOT NULL,
        handover_point text COLLATE "C" NOT NULL,
        sent_at int8 NOT NULL,
        recorded_at int8 NOT NULL,
        day date NOT NULL,
        monday date NOT NULL,
        PRIMARY KEY (village_code, visit_id, visited_at, round_id, handover_point)
      )`);
    await runner.query(`CREATE INDEX visits_week ON visits (village_code, monday)`);
    // Roll-up of visits that count; recomputed from them whenever one of the week changes.
    await runner.query(`
      CREATE TABLE visit_weeks (
        village_code text COLLATE "C" NOT NULL,
        monday date NOT NULL,
        visited_days int2 NOT NULL,
        visits int NOT NULL,
        first_at int8,
        last_at int8,
        PRIMARY KEY (village_code, monday)
      )`);
  }

  private async createParcels(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE parcels (
        tracking_number text COLLATE "C" PRIMARY KEY,
        version int NOT NULL,
        facts int2 NOT NULL
      )`);
    await runner.query(`
      CREATE TABLE parcel_facts (
        tracking_number text COLLATE "C" NOT NULL,
        ordinal int2 NOT NULL,
        scan_id text NOT NULL,
        kind text NOT NULL,
        node_id text COLLATE "C" NOT NULL,
        place_code text COLLATE "C" NOT NULL,
        occurred_at int8 NOT NULL,
        recorded_at int8 NOT NULL,
        day date NOT NULL,
        verdict text NOT NULL,
        withdrawn_at int8,
        destination_code text COLLATE "C",
        is_evidence boolean NOT NULL,
        is_rest boolean NOT NULL,
        ends_day date,
        simulated boolean NOT NULL,
        PRIMARY KEY (tracking_number, ordinal)
      )`);
    await runner.query(`
      CREATE INDEX parcel_facts_evidence ON parcel_facts (place_code, day)
        INCLUDE (node_id, occurred_at, simulated) WHERE is_evidence`);
    await runner.query(`
      CREATE INDEX parcel_facts_rest ON parcel_facts (destination_code, day) WHERE is_rest`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['visit_weeks', 'visits', 'nodes', 'parcel_facts', 'parcels']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
