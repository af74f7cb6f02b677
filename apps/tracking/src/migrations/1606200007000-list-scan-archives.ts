import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Months that have left the database, in one part or several: scans that come after a month has left
 * make it anew, and leave as its next part. Without a file the part is still on its way out, in a
 * table of its own.
 */
export class ListScanArchives1606200007000 implements MigrationInterface {
  readonly name = 'ListScanArchives1606200007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE scan_archives (
        month text COLLATE "C" NOT NULL,
        part int4 NOT NULL,
        scans int8 NOT NULL,
        file text,
        sha256 bytea,
        archived_at int8,
        PRIMARY KEY (month, part)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE scan_archives');
  }
}
