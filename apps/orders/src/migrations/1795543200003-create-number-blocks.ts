import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateNumberBlocks1795543200003 implements MigrationInterface {
  name = 'CreateNumberBlocks1795543200003';

  async up(runner: QueryRunner): Promise<void> {
    // The row of an indicator is what a lease locks, so that no two leases overlap.
    await runner.query(`
      create table number_indicators (
        tenant text collate "C" not null,
        service_indicator text collate "C" not null,
        primary key (tenant, service_indicator)
      )`);
    // merchant_id null: the platform's own. Blocks of an indicator never overlap, so the block of a
    // serial is the one with the highest first that is not above it: one step down this key.
    await runner.query(`
      create table number_blocks (
        tenant text collate "C" not null,
        service_indicator text collate "C" not null,
        first_serial integer not null,
        last_serial integer not null check (last_serial >= first_serial),
        block_id text collate "C" not null,
        merchant_id text collate "C",
        primary key (tenant, service_indicator, first_serial)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table number_blocks');
    await runner.query('drop table number_indicators');
  }
}
