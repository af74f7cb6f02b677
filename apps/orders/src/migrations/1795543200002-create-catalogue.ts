import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCatalogue1795543200002 implements MigrationInterface {
  name = 'CreateCatalogue1795543200002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table products (
        tenant text collate "C" not null,
        product_id text collate "C" not null,
        name text not null,
        category text not null,
        origin_codes text[] not null,
        season_start text not null,
        season_end text not null,
        simulated boolean not null,
        primary key (tenant, product_id)
      )`);
    await runner.query(`
      create table projects (
        tenant text collate "C" not null,
        project_id text collate "C" not null,
        name text not null,
        track text not null,
        product_id text collate "C" not null,
        place_codes text[] not null,
        jurisdiction text not null,
        period_from date not null,
        period_to date not null check (period_to > period_from),
        opening_count bigint not null,
        planned_count bigint not null,
        sample_every integer not null,
        simulated boolean not null,
        primary key (tenant, project_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table projects');
    await runner.query('drop table products');
  }
}
