import { Injectable } from '@nestjs/common';
import { ParcelsChanged } from '@youlu/contracts';
import { Outbox, type TellsAgain } from '@youlu/messaging';
import { Database } from '@youlu/persistence';
import { deriveDelivery } from '../fold/delivery';
import { parcelSnapshot } from '../parcel-snapshot.projection';
import { PARCEL_COLUMNS, type ParcelRow, storedParcelOf } from '../parcel.repository';

const PARCELS_AT_ONCE = 2_000;

/**
 * Tells the snapshots of parcels again, from the table, for a consumer that starts over after the log
 * has forgotten them. Nothing is changed: a snapshot keeps its version, so consumers that have it
 * ignore it, and whatever is told meanwhile is newer and wins.
 */
@Injectable()
export class RepublishParcels implements TellsAgain {
  constructor(
    private readonly db: Database,
    private readonly outbox: Outbox,
  ) {}

  /** The next parcels after a number, in one transaction. */
  async after(trackingNumber: string): ReturnType<TellsAgain['after']> {
    return this.db.transaction(async (tx) => {
      const rows = await tx.query<ParcelRow>(
        `SELECT ${PARCEL_COLUMNS} FROM parcels
          WHERE tracking_number > $1 ORDER BY tracking_number LIMIT $2`,
        [trackingNumber, PARCELS_AT_ONCE],
      );
      const snapshots = rows.flatMap((row) => {
        const { parcel, version } = storedParcelOf(row);
        // version 0: nothing about it was ever worth telling
        return version === 0
          ? []
          : [parcelSnapshot({ parcel, delivery: deriveDelivery(parcel) }, version)];
      });
      await this.outbox.add(tx, ParcelsChanged, snapshots);
      const isLast = rows.length < PARCELS_AT_ONCE;
      return {
        rows: snapshots.length,
        last: isLast ? null : (rows.at(-1)?.tracking_number ?? null),
      };
    });
  }
}
