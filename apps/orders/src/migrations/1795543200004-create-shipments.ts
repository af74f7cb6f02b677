import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateShipments1795543200004 implements MigrationInterface {
  name = 'CreateShipments1795543200004';

  async up(runner: QueryRunner): Promise<void> {
    // version: of the booking as published. parcel_version: the last snapshot of tracking's that was
    // taken. accepted_day and counted: what the parcel contributes to flow_cells, so that the next
    // snapshot can replace it.
    await runner.query(`
      create table shipments (
        tenant text collate "C" not null,
        tracking_number text collate "C" not null,
        merchant_id text collate "C" not null,
        product_id text collate "C",
        direction text collate "C" not null,
        origin_code text not null,
        destination_code text not null,
        weight_grams integer not null,
        ready_at bigint not null,
        cancelled_at bigint,
        version integer not null default 1,
        parcel_version integer not null default 0,
        state text collate "C" not null default 'booked',
        accepted_day date,
        counted boolean not null default false,
        simulated boolean not null,
        primary key (tenant, tracking_number)
      )`);
    // The one index that a change of state moves: a merchant's whole list is read from it too.
    await runner.query(
      'create index shipments_by_state on shipments (tenant, merchant_id, state, tracking_number)',
    );
    await runner.query(`
      create table shipment_events (
        tenant text collate "C" not null,
        merchant_id text collate "C" not null,
        sequence bigint not null,
        type text not null,
        tracking_number text collate "C" not null,
        state text collate "C" not null,
        occurred_at bigint not null,
        recorded_at bigint not null,
        simulated boolean not null,
        primary key (tenant, merchant_id, sequence)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table shipment_events');
    await runner.query('drop table shipments');
  }
}
