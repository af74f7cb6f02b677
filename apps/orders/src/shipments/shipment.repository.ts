import { Injectable } from '@nestjs/common';
import {
  binaryArray,
  binaryColumn,
  type CopyType,
  type CopyValue,
  type Tx,
} from '@youlu/persistence';
import type { Day, TrackingNumber } from '@youlu/vocabulary';
import type { Standing } from '../flows/standing';
import { LOCAL_TENANT } from '../tenant';
import type { FollowedShipment, ParcelOutcome } from './following/parcel-outcome.projection';
import type { Booking, Shipment } from './shipment';
import { SHIPMENT_COLUMNS } from './shipments.query';

const INSERT = `
  insert into shipments (tenant, merchant_id, tracking_number, product_id, direction, origin_code,
    destination_code, produced_in_code, weight_grams, ready_at, simulated)
  select $1, $2, b.* from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
    $8::text[], $9::int[], $10::bigint[], $11::boolean[]) as b
  on conflict do nothing returning tracking_number as number`;

const FOLLOW = `
  update shipments s
  set parcel_version = f.parcel_version, state = f.state, accepted_at = f.accepted_at,
      accepted_place = f.accepted_place, departed = f.departed, standing_day = f.day,
      standing_counted = f.counted, standing_outlet = f.outlet
  from unnest($2::text[], $3::int[], $4::text[], $5::bigint[], $6::text[], $7::boolean[],
      $8::date[], $9::boolean[], $10::text[])
    as f (tracking_number, parcel_version, state, accepted_at, accepted_place, departed,
      day, counted, outlet)
  where s.tenant = $1 and s.tracking_number = f.tracking_number`;

const STAND = `
  update shipments s
  set standing_day = f.day, standing_counted = f.counted, standing_outlet = f.outlet
  from unnest($2::text[], $3::date[], $4::boolean[], $5::text[])
    as f (tracking_number, day, counted, outlet)
  where s.tenant = $1 and s.tracking_number = f.tracking_number`;

/** No more than following needs: thousands of rows are read at once. */
const FOLLOWED_COLUMNS = `tracking_number as "trackingNumber", merchant_id as "merchantId",
  product_id as "productId", direction, origin_code as "originCode",
  destination_code as "destinationCode", produced_in_code as "producedInCode",
  ready_at as "readyAt", cancelled_at as "cancelledAt", state, simulated,
  parcel_version as "parcelVersion", standing_day as "standingDay",
  standing_counted as "standingCounted", standing_outlet as "standingOutlet"`;
const COURSE_COLUMNS = `accepted_at as "acceptedAt", accepted_place as "acceptedPlace", departed`;

interface FollowedRow extends Omit<FollowedShipment, 'standing'> {
  readonly standingDay: Day | null;
  readonly standingCounted: boolean;
  readonly standingOutlet: string | null;
}

/** What to keep of a shipment: the outcome of its own parcel, and what it contributes to cells. */
export type Followed = ParcelOutcome & { readonly standing: Standing };

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
      bookings.map((b) => b.producedInCode),
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

  async lockOne(tx: Tx, trackingNumber: TrackingNumber): Promise<Shipment | undefined> {
    const [shipment] = await tx.query<Shipment>(
      `select ${SHIPMENT_COLUMNS} from shipments
       where tenant = $1 and tracking_number = $2 for no key update`,
      [LOCAL_TENANT, trackingNumber],
    );
    return shipment;
  }

  /** Locks what is booked of these numbers; others are no concern of this service. */
  async lockMany(tx: Tx, numbers: readonly TrackingNumber[]): Promise<FollowedShipment[]> {
    const rows = await tx.query<FollowedRow>(
      `select ${FOLLOWED_COLUMNS} from shipments
       where tenant = $1 and tracking_number = any($2::text[])
       order by tracking_number for no key update`,
      [LOCAL_TENANT, binaryArray('text', numbers)],
    );
    return rows.map(followedOf);
  }

  /** With the course of their parcels, as last committed: waits for nobody who changes them. */
  async findCourses(
    tx: Tx,
    numbers: readonly TrackingNumber[],
  ): Promise<(FollowedShipment & ParcelOutcome)[]> {
    const rows = await tx.query<FollowedRow & ParcelOutcome>(
      `select ${FOLLOWED_COLUMNS}, ${COURSE_COLUMNS} from shipments
       where tenant = $1 and tracking_number = any($2::text[])`,
      [LOCAL_TENANT, numbers],
    );
    return rows.map((row) => ({ ...row, ...followedOf(row) }));
  }

  async follow(tx: Tx, followed: readonly Followed[]): Promise<void> {
    const column = (type: CopyType, of: (f: Followed) => CopyValue): Buffer =>
      binaryColumn(type, followed, of);
    await tx.execute(FOLLOW, [
      LOCAL_TENANT,
      column('text', (f) => f.trackingNumber),
      column('int4', (f) => f.parcelVersion),
      column('text', (f) => f.state),
      column('int8', (f) => f.acceptedAt),
      column('text', (f) => f.acceptedPlace),
      column('bool', (f) => f.departed),
      column('date', (f) => f.standing.day),
      column('bool', (f) => f.standing.counted),
      column('text', (f) => f.standing.outlet),
    ]);
  }

  /** Replaces what shipments contribute, where that follows from the parcels linked to them. */
  async stand(
    tx: Tx,
    standings: readonly { trackingNumber: TrackingNumber; standing: Standing }[],
  ): Promise<void> {
    await tx.execute(STAND, [
      LOCAL_TENANT,
      standings.map((s) => s.trackingNumber),
      standings.map((s) => s.standing.day),
      standings.map((s) => s.standing.counted),
      standings.map((s) => s.standing.outlet),
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

/** Field by field: objects of one shape are read several times faster than copied ones. */
function followedOf(row: FollowedRow): FollowedShipment {
  return {
    trackingNumber: row.trackingNumber,
    merchantId: row.merchantId,
    productId: row.productId,
    direction: row.direction,
    originCode: row.originCode,
    destinationCode: row.destinationCode,
    producedInCode: row.producedInCode,
    readyAt: row.readyAt,
    cancelledAt: row.cancelledAt,
    state: row.state,
    simulated: row.simulated,
    parcelVersion: row.parcelVersion,
    standing: {
      day: row.standingDay,
      counted: row.standingCounted,
      outlet: row.standingOutlet,
    },
  };
}
