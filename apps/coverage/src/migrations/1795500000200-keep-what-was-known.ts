import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns of a fact that are the same for everything that was ever said about it. */
const FACT = `tracking_number text COLLATE "C" NOT NULL,
  ordinal int2 NOT NULL,
  scan_id text NOT NULL,
  kind text NOT NULL,
  node_id text COLLATE "C" NOT NULL,
  place_code text COLLATE "C" NOT NULL,
  occurred_at int8 NOT NULL,
  recorded_at int8 NOT NULL,
  day date NOT NULL,
  destination_code text COLLATE "C",
  simulated boolean NOT NULL`;

/**
 * What was known when. Rows that were there before are taken as known since they were recorded, and
 * nodes as known all along; `rebuild tracking.snapshots` tells the parcels again with their history,
 * which is why their versions are set back.
 */
export class KeepWhatWasKnown1795500000200 implements MigrationInterface {
  readonly name = 'KeepWhatWasKnown1795500000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE parcel_facts ADD COLUMN known_from int8, ADD COLUMN end_known_from int8`,
    );
    await runner.query(`UPDATE parcel_facts SET known_from = recorded_at`);
    await runner.query(`ALTER TABLE parcel_facts ALTER COLUMN known_from SET NOT NULL`);
    await runner.query(`UPDATE parcels SET version = 0, digest = NULL`);
    // Few: what a withdrawn, conflicting or overtaken scan had shown before.
    await runner.query(`
      CREATE TABLE former_facts (
        ${FACT},
        verdict text NOT NULL,
        is_evidence boolean NOT NULL,
        is_rest boolean NOT NULL,
        ends_day date,
        known_from int8 NOT NULL,
        known_to int8 NOT NULL,
        PRIMARY KEY (tracking_number, ordinal, known_from),
        CHECK (known_from < known_to)
      )`);
    await runner.query(
      `CREATE INDEX former_facts_evidence ON former_facts (place_code, day) WHERE is_evidence`,
    );
    await runner.query(
      `CREATE INDEX former_facts_rest ON former_facts (destination_code, day) WHERE is_rest`,
    );
    await this.keepNodeVersions(runner);
  }

  private async keepNodeVersions(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE node_versions (
        node_id text COLLATE "C" NOT NULL,
        version int NOT NULL,
        tier text NOT NULL,
        place_code text COLLATE "C" NOT NULL,
        opens_on date NOT NULL,
        closes_on date,
        simulated boolean NOT NULL,
        recorded_at int8 NOT NULL,
        PRIMARY KEY (node_id, version)
      )`);
    await runner.query(`
      INSERT INTO node_versions
      SELECT node_id, version, tier, place_code, opens_on, closes_on, simulated, 0 FROM nodes`);
    await runner.query(`ALTER TABLE nodes ADD COLUMN tiers_vary boolean NOT NULL DEFAULT false`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE nodes DROP COLUMN tiers_vary`);
    await runner.query(`DROP TABLE node_versions`);
    await runner.query(`DROP TABLE former_facts`);
    await runner.query(
      `ALTER TABLE parcel_facts DROP COLUMN known_from, DROP COLUMN end_known_from`,
    );
  }
}
