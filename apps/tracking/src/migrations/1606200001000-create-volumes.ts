import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The volume cube; a cell is the sum over its buckets, which only keep writers apart. */
export class CreateVolumes1606200001000 implements MigrationInterface {
  readonly name = 'CreateVolumes1606200001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE volumes (
        place_code text COLLATE "C" NOT NULL,
        day date NOT NULL,
        direction text COLLATE "C" NOT NULL,
        product_id text COLLATE "C" NOT NULL,
        kind text COLLATE "C" NOT NULL,
        simulated bool NOT NULL,
        bucket int2 NOT NULL,
        parcels int4 NOT NULL,
        PRIMARY KEY (place_code, day, direction, product_id, kind, simulated, bucket)
      ) WITH (fillfactor = 70)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE volumes');
  }
}
