import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { TrackingNumber } from '@youlu/vocabulary';
import { LOCAL_TENANT } from '../tenant';
import type { FollowedShipment, ParcelOutcome } from './parcel-outcome.projection';
import type { Booking, Shipment } from './shipment';
import { SHIPMENT_COLUMNS } from './shipments.query';

const INSERT = `
  insert into shipments (tenant, merchant_id, tracking_number, product_id, direction, origin_code,
    destination_code, weight_grams, ready_at, simulated)
  select $1, $2, b.* from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
    $8::int[], $9::bigint[], $10::boolean[]) as b
  on conflict do nothing returning tracking_number as number`;

const FOLLOW = `
  update shipments s
  set parcel_version = f.parcel_version, state = f.state, accepted_day = f.accepted_day,
      counted = f.counted
  from unnest($2::text[], $3::int[], $4::text[], $5::date[], $6::boolean[])
    as f (tracking_number, parcel_version, state, accepted_day, counted)
  where s.tenant = $1 and s.tracking_number = f.tracking_number`;

/**
 * Rows of `shipments`. Whoever writes several locks them in the order of their numbers (collation
 * "C", JavaScript's order too), and before any merchant.
 */
@Injectable()
export class ShipmentRepository {
  /** Inserts bookings sorted by number; answers the numbers that were not booked yet. */
  async insertNew(
    tx: Tx,
    merchantId: string,
    bookings: readonly Booking[],
  ): Promise<Set<TrackingNumber>> {
    const rows = await tx.query<{ number: TrackingNumber }>(INSERT, [
      LOCAL_TENANT,
      merchantId,
      bookings.map((b) => b.trackingNumber),
      bookings.map((b) => b.productId),
      bookings.map((b) => b.direction),
      bookings.map((b) => b.originCode),
      bookings.map((b) => b.destinationCode),
      bookings.map((b) => b.weightGrams),
      bookings.map((b) => b.readyAt),
      bookings.map((b) => b.simulated),
    ]);
    return new Set(rows.map(({ number }) => number));
  }

  async findMany(tx: Tx, numbers: readonly TrackingNumber[]): Promise<Shipment[]> {
    return tx.query(
      `select ${SHIPMENT_COLUMNS} from shipments
       where tenant = $1 and tracking_number = any($2::text[])`,
      [LOCAL_TENANT, numbers],
    );
  }

  /** Locks what is booked of these numbers; others are no concern of this service. */
  async lockMany(tx: Tx, numbers: readonly TrackingNumber[]): Promise<FollowedShipment[]> {
    return tx.query(
      `select ${SHIPMENT_COLUMNS}, parcel_version as "parcelVersion",
         accepted_day as "acceptedDay", counted
       from shipments where tenant = $1 and tracking_number = any($2::text[])
       order by tracking_number for no key update`,
      [LOCAL_TENANT, numbers],
    );
  }

  async follow(tx: Tx, outcomes: readonly ParcelOutcome[]): Promise<void> {
    await tx.execute(FOLLOW, [
      LOCAL_TENANT,
      outcomes.map((o) => o.trackingNumber),
      outcomes.map((o) => o.parcelVersion),
      outcomes.map((o) => o.state),
      outcomes.map((o) => o.acceptedDay),
      outcomes.map((o) => o.counted),
    ]);
  }

  async cancel(tx: Tx, cancelled: Shipment): Promise<void> {
    const { trackingNumber, cancelledAt, state, version } = cancelled;
    await tx.execute(
      `update shipments set cancelled_at = $3, state = $4, version = $5
       where tenant = $1 and tracking_number = $2`,
      [LOCAL_TENANT, trackingNumber, cancelledAt, state, version],
    );
  }
}
