import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateVisits1764000001000 implements MigrationInterface {
  readonly name = 'CreateVisits1764000001000';

  async up(runner: QueryRunner): Promise<void> {
    // The digest is part of the key: the same visit told differently is kept beside the first.
    await runner.query(`
      CREATE TABLE visits (
        village_code text NOT NULL,
        visit_id text NOT NULL,
        digest bytea NOT NULL,
        round_id text NOT NULL,
        visited_at int8 NOT NULL,
        handover_point text NOT NULL,
        sent_at int8 NOT NULL,
        recorded_at int8 NOT NULL,
        PRIMARY KEY (village_code, visit_id, digest)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE visits');
  }
}
