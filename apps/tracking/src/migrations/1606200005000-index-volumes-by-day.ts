import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Cells come day by day, so a block-range index finds the days asked for in a few pages; unlike a tree
 * it costs a writer nothing to speak of and leaves updates in their page.
 */
export class IndexVolumesByDay1606200005000 implements MigrationInterface {
  readonly name = 'IndexVolumesByDay1606200005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX volumes_by_day ON volumes USING brin (day)
        WITH (pages_per_range = 32, autosummarize = on)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX volumes_by_day');
  }
}
