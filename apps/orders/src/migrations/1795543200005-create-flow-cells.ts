import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateFlowCells1795543200005 implements MigrationInterface {
  name = 'CreateFlowCells1795543200005';

  async up(runner: QueryRunner): Promise<void> {
    // The key begins with the day: a period is one stretch of it, and months can become partitions.
    // No CHECK on the sums: PostgreSQL judges the row of an upsert before it meets the stored one.
    await runner.query(`
      create table flow_cells (
        tenant text collate "C" not null,
        day date not null,
        product text collate "C" not null,
        origin_county text collate "C" not null,
        destination text collate "C" not null,
        direction text collate "C" not null,
        simulated boolean not null,
        bucket smallint not null,
        parcels bigint not null,
        counted bigint not null,
        primary key (tenant, day, product, origin_county, destination, direction, simulated, bucket)
      ) with (fillfactor = 80)`);
    await runner.query('create index flow_cells_of_product on flow_cells (tenant, product, day)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table flow_cells');
  }
}
