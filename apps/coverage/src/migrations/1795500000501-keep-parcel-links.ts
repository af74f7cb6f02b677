import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which numbers are one parcel, and under which of them it was counted when. */
export class KeepParcelLinks1795500000501 implements MigrationInterface {
  readonly name = 'KeepParcelLinks1795500000501';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE parcel_links (
        linked_number text COLLATE "C" PRIMARY KEY,
        principal_number text COLLATE "C" NOT NULL,
        recorded_at int8 NOT NULL
      )`);
    await runner.query(`CREATE INDEX parcel_links_principal ON parcel_links (principal_number)`);
    // Made from parcel_links: the top of a number's group while that was what was known.
    await runner.query(`
      CREATE TABLE parcel_roots (
        tracking_number text COLLATE "C" NOT NULL,
        root_number text COLLATE "C" NOT NULL,
        known_from int8 NOT NULL,
        known_to int8,
        PRIMARY KEY (tracking_number, known_from)
      )`);
    await runner.query(`CREATE INDEX parcel_roots_root ON parcel_roots (root_number)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE parcel_roots`);
    await runner.query(`DROP TABLE parcel_links`);
  }
}
