import type { MigrationInterface, QueryRunner } from 'typeorm';

const ADDED_TO = ['challenge_files', 'challenge_steps', 'rulings'];

/**
 * Objections to a unit's state: what was said (never edited), each step that was taken, the files
 * that were shown, and the rulings that came of them.
 */
export class CreateChallenges1795500000401 implements MigrationInterface {
  readonly name = 'CreateChallenges1795500000401';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE challenges (
        challenge_id text COLLATE "C" PRIMARY KEY,
        unit_code text COLLATE "C" NOT NULL,
        indicator text NOT NULL,
        reason text NOT NULL,
        claims text NOT NULL,
        since date NOT NULL,
        statement text NOT NULL,
        files text[] NOT NULL,
        standing text NOT NULL,
        organisation text NOT NULL,
        simulated boolean NOT NULL,
        opened_at int8 NOT NULL,
        state text NOT NULL,
        due_on date,
        changed_on date
      )`);
    await runner.query(`CREATE INDEX challenges_unit ON challenges (unit_code, challenge_id)`);
    await runner.query(
      `CREATE INDEX challenges_due ON challenges (due_on, challenge_id) WHERE due_on IS NOT NULL`,
    );
    await runner.query(`
      CREATE TABLE challenge_steps (
        challenge_id text COLLATE "C" NOT NULL,
        ordinal int2 NOT NULL,
        move text NOT NULL,
        state text NOT NULL,
        at int8 NOT NULL,
        standing text,
        organisation text,
        note text,
        files text[] NOT NULL,
        tracking_numbers text[] NOT NULL,
        PRIMARY KEY (challenge_id, ordinal)
      )`);
    await runner.query(`
      CREATE TABLE challenge_files (
        sha256 text COLLATE "C" PRIMARY KEY,
        type text NOT NULL,
        bytes int4 NOT NULL,
        content bytea NOT NULL,
        recorded_at int8 NOT NULL
      )`);
    await runner.query(`ALTER TABLE challenge_files ALTER COLUMN content SET STORAGE EXTERNAL`);
    await this.createRulings(runner);
    for (const table of ADDED_TO) {
      await runner.query(`
        CREATE TRIGGER ${table}_are_added_to BEFORE UPDATE OR DELETE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
  }

  private async createRulings(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rulings (
        challenge_id text COLLATE "C" PRIMARY KEY,
        unit_code text COLLATE "C" NOT NULL,
        indicator text NOT NULL,
        verdict text NOT NULL,
        valid_from date NOT NULL,
        valid_to date NOT NULL,
        simulated boolean NOT NULL,
        recorded_at int8 NOT NULL
      )`);
    await runner.query(`CREATE INDEX rulings_unit ON rulings (indicator, unit_code)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...ADDED_TO, 'challenges']) await runner.query(`DROP TABLE ${table}`);
  }
}
