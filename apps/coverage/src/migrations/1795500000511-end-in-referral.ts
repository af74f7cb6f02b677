import type { MigrationInterface, QueryRunner } from 'typeorm';

const ENDS = ['upheld', 'dismissed', 'withdrawn'];

/** A challenge that is referred has ended too, and stays as it is. */
export class EndInReferral1795500000511 implements MigrationInterface {
  readonly name = 'EndInReferral1795500000511';

  async up(runner: QueryRunner): Promise<void> {
    await this.guard(runner, [...ENDS, 'referred']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await this.guard(runner, ENDS);
  }

  private async guard(runner: QueryRunner, ends: readonly string[]): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION keep_challenge_as_said() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE moving text[] := ARRAY['state', 'due_on', 'changed_on'];
      BEGIN
        IF OLD.state IN (${ends.map((end) => `'${end}'`).join(', ')}) THEN
          RAISE EXCEPTION 'challenge % is %, and stays as it is', OLD.challenge_id, OLD.state;
        END IF;
        IF to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
          RAISE EXCEPTION 'challenge % was said: only its state moves', OLD.challenge_id;
        END IF;
        RETURN NEW;
      END $$`);
  }
}
