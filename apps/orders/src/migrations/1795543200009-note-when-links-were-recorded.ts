import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * When a link was noted here: others are told it, since it is then that the numbers were known to be one
 * parcel. Null for links noted before this was kept; telling them again notes the moment, once.
 */
export class NoteWhenLinksWereRecorded1795543200009 implements MigrationInterface {
  readonly name = 'NoteWhenLinksWereRecorded1795543200009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table shipment_links add column recorded_at bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table shipment_links drop column recorded_at');
  }
}
