import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateShipmentLinks1795543200007 implements MigrationInterface {
  name = 'CreateShipmentLinks1795543200007';

  async up(runner: QueryRunner): Promise<void> {
    // A number has one principal at most, so it is the key. root_number: the top of its group.
    await runner.query(`
      create table shipment_links (
        tenant text collate "C" not null,
        linked_number text collate "C" not null,
        principal_number text collate "C" not null check (principal_number <> linked_number),
        root_number text collate "C" not null check (root_number <> linked_number),
        relation text not null,
        linked_at bigint not null,
        simulated boolean not null,
        primary key (tenant, linked_number)
      )`);
    await runner.query(
      'create index shipment_links_of_root on shipment_links (tenant, root_number)',
    );
    await runner.query(
      `create index shipment_links_of_principal
       on shipment_links (tenant, principal_number, linked_number)`,
    );
    // Parcels that are not booked here: another carrier's waybill may be linked before or after.
    await runner.query(`
      create table unbooked_parcels (
        tenant text collate "C" not null,
        tracking_number text collate "C" not null,
        parcel_version integer not null,
        state text not null,
        accepted_at bigint,
        accepted_place text,
        departed boolean not null,
        primary key (tenant, tracking_number)
      ) with (fillfactor = 60)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table unbooked_parcels');
    await runner.query('drop table shipment_links');
  }
}
