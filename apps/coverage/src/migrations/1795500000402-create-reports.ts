import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Frozen reports: what was asked, what came of it, unit by unit, and the hash over all of it. Rows are
 * text as it is hashed and exported, some hundreds of units each. What is frozen is never written
 * again; only the way from draft to published is.
 */
export class CreateReports1795500000402 implements MigrationInterface {
  readonly name = 'CreateReports1795500000402';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reports (
        report_id text COLLATE "C" PRIMARY KEY,
        place_code text COLLATE "C" NOT NULL,
        indicator text NOT NULL,
        as_of date NOT NULL,
        question_key text NOT NULL,
        header text NOT NULL,
        sha256 text NOT NULL,
        result_sha256 text NOT NULL,
        units int4 NOT NULL,
        frozen_at int8 NOT NULL,
        audit_seq int8 NOT NULL,
        audit_hash text NOT NULL,
        state text NOT NULL,
        reviewed_at int8,
        reviewed_by text,
        published_at int8,
        published_by text,
        discarded_at int8,
        discarded_by text
      )`);
    await runner.query(
      `CREATE INDEX reports_question ON reports (question_key, place_code) WHERE state = 'published'`,
    );
    await runner.query(`
      CREATE TABLE report_rows (
        report_id text COLLATE "C" NOT NULL,
        part text NOT NULL,
        ordinal int4 NOT NULL,
        first_code text COLLATE "C" NOT NULL,
        text text NOT NULL,
        PRIMARY KEY (report_id, part, ordinal)
      )`);
    await this.protect(runner);
  }

  private async protect(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION keep_report_as_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE moving text[] := ARRAY['state', 'reviewed_at', 'reviewed_by', 'published_at',
        'published_by', 'discarded_at', 'discarded_by'];
      BEGIN
        IF OLD.state IN ('published', 'discarded') THEN
          RAISE EXCEPTION 'report % is %, and stays as it is', OLD.report_id, OLD.state;
        END IF;
        IF to_jsonb(NEW) - moving IS DISTINCT FROM to_jsonb(OLD) - moving THEN
          RAISE EXCEPTION 'report % is frozen: only its state moves', OLD.report_id;
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER reports_stay_as_frozen BEFORE UPDATE ON reports
      FOR EACH ROW EXECUTE FUNCTION keep_report_as_frozen()`);
    await runner.query(`
      CREATE TRIGGER reports_stay BEFORE DELETE OR TRUNCATE ON reports
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await runner.query(`
      CREATE TRIGGER report_rows_are_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON report_rows
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
    await runner.query(`
      CREATE FUNCTION refuse_late_report_rows() RETURNS trigger LANGUAGE plpgsql
      SET search_path FROM CURRENT AS $$
      BEGIN
        IF EXISTS (SELECT FROM added JOIN reports USING (report_id)) THEN
          RAISE EXCEPTION 'rows come before their report: what is frozen gets no more of them';
        END IF;
        RETURN NULL;
      END $$`);
    await runner.query(`
      CREATE TRIGGER report_rows_come_first AFTER INSERT ON report_rows
      REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_late_report_rows()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE report_rows, reports`);
    await runner.query(`DROP FUNCTION refuse_late_report_rows(), keep_report_as_frozen()`);
  }
}
