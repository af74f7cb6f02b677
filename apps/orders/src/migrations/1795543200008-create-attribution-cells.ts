import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateAttributionCells1795543200008 implements MigrationInterface {
  name = 'CreateAttributionCells1795543200008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `alter table projects add column attribution text not null default 'origin'`,
    );
    await runner.query('alter table flow_cells drop column counted');
    // One row tells all three places a parcel can be attributed to; '' = not known.
    await runner.query(`
      create table attribution_cells (
        tenant text collate "C" not null,
        product text collate "C" not null,
        day date not null,
        produced_in text collate "C" not null,
        sender text collate "C" not null,
        outlet text collate "C" not null,
        simulated boolean not null,
        bucket smallint not null,
        parcels bigint not null,
        primary key (tenant, product, day, produced_in, sender, outlet, simulated, bucket)
      ) with (fillfactor = 80)`);
    await runner.query(`
      insert into attribution_cells
      select tenant, product_id, standing_day, coalesce(produced_in_code, origin_code), origin_code,
        coalesce(standing_outlet, ''), simulated, 0, count(*)
      from shipments where standing_counted and product_id is not null
      group by 1, 2, 3, 4, 5, 6, 7`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table attribution_cells');
    await runner.query('alter table flow_cells add column counted bigint not null default 0');
    await runner.query('alter table projects drop column attribution');
  }
}
