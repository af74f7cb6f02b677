import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When orders noted a booking: before it, the scans of a parcel were nobody's and proved nothing. */
export class NoteWhenBooked1606200008000 implements MigrationInterface {
  readonly name = 'NoteWhenBooked1606200008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE parcels ADD COLUMN booked_at int8');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE parcels DROP COLUMN booked_at');
  }
}
