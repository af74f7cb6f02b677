import type { MigrationInterface, QueryRunner } from 'typeorm';

const ADDED_TO = ['challenge_files', 'challenge_steps', 'rulings'];

/**
 * What was said in a challenge is never edited: only how far it has come moves, and what has ended stays
 * as it is. Nor are any of its rows emptied away at once.
 */
export class GuardChallenges1795500000404 implements MigrationInterface {
  readonly name = 'GuardChallenges1795500000404';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION keep_challenge_as_said() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE moving text[] := ARRAY['state', 'due_on', 'changed_on'];
      BEGIN
        IF OLD.state IN ('upheld', 'dismissed', 'withdrawn') THEN
          RAISE EXCEPTION 'challenge % is %, and stays as it is', OLD.challenge_id, OLD.state;
        END IF;
        IF to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
          RAISE EXCEPTION 'challenge % was said: only its state moves', OLD.challenge_id;
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER challenges_stay_as_said BEFORE UPDATE ON challenges
      FOR EACH ROW EXECUTE FUNCTION keep_challenge_as_said()`);
    await runner.query(`
      CREATE TRIGGER challenges_stay BEFORE DELETE OR TRUNCATE ON challenges
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    for (const table of ADDED_TO) {
      await runner.query(`
        CREATE TRIGGER ${table}_stay BEFORE TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ADDED_TO) await runner.query(`DROP TRIGGER ${table}_stay ON ${table}`);
    await runner.query(`DROP TRIGGER challenges_stay ON challenges`);
    await runner.query(`DROP TRIGGER challenges_stay_as_said ON challenges`);
    await runner.query(`DROP FUNCTION keep_challenge_as_said()`);
  }
}
