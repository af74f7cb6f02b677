import type { MigrationInterface, QueryRunner } from 'typeorm';

/** PDF files of reports as they were first written: another release may draw them otherwise. */
export class KeepReportPdfs1795500000403 implements MigrationInterface {
  readonly name = 'KeepReportPdfs1795500000403';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE report_pdfs (
        report_id text COLLATE "C" NOT NULL REFERENCES reports,
        state text NOT NULL,
        language text NOT NULL,
        bytes bytea NOT NULL,
        PRIMARY KEY (report_id, state, language)
      )`);
    await runner.query(`
      CREATE TRIGGER report_pdfs_are_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON report_pdfs
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE report_pdfs`);
  }
}
