import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { TrackingNumber } from '@youlu/vocabulary';
import { LOCAL_TENANT } from '../../tenant';
import type { ParcelOutcome } from './parcel-outcome.projection';

const KEEP = `
  insert into unbooked_parcels as kept (tenant, tracking_number, parcel_version, state, accepted_at,
    accepted_place, departed)
  select $1, p.* from unnest($2::text[], $3::int[], $4::text[], $5::bigint[], $6::text[],
    $7::boolean[]) as p (tracking_number, parcel_version, state, accepted_at, accepted_place, departed)
  order by p.tracking_number
  on conflict (tenant, tracking_number) do update
  set parcel_version = excluded.parcel_version, state = excluded.state,
      accepted_at = excluded.accepted_at, accepted_place = excluded.accepted_place,
      departed = excluded.departed
  where kept.parcel_version < excluded.parcel_version
     or (kept.parcel_version = excluded.parcel_version
         and (kept.state, kept.accepted_at, kept.accepted_place, kept.departed) is distinct from
             (excluded.state, excluded.accepted_at, excluded.accepted_place, excluded.departed))
  returning tracking_number as number`;

/**
 * Rows of `unbooked_parcels`: what tracking says of numbers not booked here. An agent's waybill may
 * be linked after its scans came, so they are kept as they come.
 */
@Injectable()
export class UnbookedParcelRepository {
  /** Keeps what is newer, or otherwise than this version says; answers the numbers it was of. */
  async keep(tx: Tx, outcomes: readonly ParcelOutcome[]): Promise<TrackingNumber[]> {
    const rows = await tx.query<{ number: TrackingNumber }>(KEEP, [
      LOCAL_TENANT,
      outcomes.map((o) => o.trackingNumber),
      outcomes.map((o) => o.parcelVersion),
      outcomes.map((o) => o.state),
      outcomes.map((o) => o.acceptedAt),
      outcomes.map((o) => o.acceptedPlace),
      outcomes.map((o) => o.departed),
    ]);
    return rows.map(({ number }) => number);
  }

  /** Makes whoever follows this number wait until the transaction ends, known already or not. */
  async lock(tx: Tx, trackingNumber: TrackingNumber): Promise<void> {
    await tx.execute(
      `insert into unbooked_parcels as kept
         (tenant, tracking_number, parcel_version, state, departed)
       values ($1, $2, 0, 'unknown', false)
       on conflict (tenant, tracking_number) do update set departed = kept.departed`,
      [LOCAL_TENANT, trackingNumber],
    );
  }

  async findMany(tx: Tx, numbers: readonly TrackingNumber[]): Promise<ParcelOutcome[]> {
    return tx.query(
      `select tracking_number as "trackingNumber", parcel_version as "parcelVersion", state,
         accepted_at as "acceptedAt", accepted_place as "acceptedPlace", departed
       from unbooked_parcels where tenant = $1 and tracking_number = any($2::text[])`,
      [LOCAL_TENANT, numbers],
    );
  }
}
