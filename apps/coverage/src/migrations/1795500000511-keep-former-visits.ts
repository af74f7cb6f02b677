import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What was said of visits before they were told otherwise. Visits that were there before are taken as
 * told once, when they were recorded first; only catalogue rows are written.
 */
export class KeepFormerVisits1795500000511 implements MigrationInterface {
  readonly name = 'KeepFormerVisits1795500000511';

  async up(runner: QueryRunner): Promise<void> {
    // Since when what is said now is known, where that is not since it was recorded first.
    await runner.query(`ALTER TABLE visits ADD COLUMN known_from int8`);
    await runner.query(`
      CREATE TABLE former_visits (
        village_code text COLLATE "C" NOT NULL,
        visit_id text COLLATE "C" NOT NULL,
        visited_at int8 NOT NULL,
        round_id text COLLATE "C" NOT NULL,
        handover_point text COLLATE "C" NOT NULL,
        sent_at int8 NOT NULL,
        recorded_at int8 NOT NULL,
        simulated boolean NOT NULL,
        day date NOT NULL,
        monday date NOT NULL,
        known_from int8 NOT NULL,
        known_to int8 NOT NULL,
        PRIMARY KEY (village_code, visit_id, visited_at, round_id, handover_point, known_from),
        CHECK (known_from < known_to)
      )`);
    await runner.query(`CREATE INDEX former_visits_week ON former_visits (village_code, monday)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE former_visits`);
    await runner.query(`ALTER TABLE visits DROP COLUMN known_from`);
  }
}
