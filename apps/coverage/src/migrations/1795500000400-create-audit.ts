import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who did what to reports and challenges: a chain of rows, each with the hash of the one before. The
 * triggers are no part of any rule: they keep a slip of the hand out, the chain tells of the rest.
 */
export class CreateAudit1795500000400 implements MigrationInterface {
  readonly name = 'CreateAudit1795500000400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit (
        seq int8 PRIMARY KEY,
        at int8 NOT NULL,
        subject text NOT NULL,
        subject_id text COLLATE "C" NOT NULL,
        step text NOT NULL,
        organisation text,
        detail text NOT NULL,
        previous text NOT NULL,
        hash text NOT NULL
      )`);
    await runner.query(`CREATE INDEX audit_subject ON audit (subject, subject_id, seq)`);
    await runner.query(`
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rows of % are added, never changed and never deleted', TG_TABLE_NAME;
      END $$`);
    await runner.query(`
      CREATE TRIGGER audit_is_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE audit`);
    await runner.query(`DROP FUNCTION refuse_change()`);
  }
}
