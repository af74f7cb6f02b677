import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateMerchants1795543200001 implements MigrationInterface {
  name = 'CreateMerchants1795543200001';

  async up(runner: QueryRunner): Promise<void> {
    // last_sequence: of the merchant's shipment events, moved only under this row's lock.
    await runner.query(`
      create table merchants (
        tenant text collate "C" not null,
        merchant_id text collate "C" not null,
        name text not null,
        simulated boolean not null,
        last_sequence bigint not null default 0,
        primary key (tenant, merchant_id)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table merchants');
  }
}
