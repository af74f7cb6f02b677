import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import type { Parcel } from './parcel';
import { PARCEL_COLUMNS, type ParcelRow, storedParcelOf } from './parcel.repository';

const CHUNK_ROWS = 1_000;

/** States in which nothing is expected of a parcel any more. */
export const RESTING_STATES = ['delivered', 'returned', 'cancelled'] as const;

/** Which parcels to walk over; `reachesBeyond` takes in all whose facts go past that instant. */
export interface WalkFilter {
  readonly states?: readonly string[];
  readonly exceptStates?: readonly string[];
  readonly misdirected?: boolean;
  readonly reachesBeyond: Instant;
}

/** Parcels in the order of their numbers, in chunks, for reads that judge each of them. */
@Injectable()
export class WalkParcels {
  constructor(private readonly db: Database) {}

  /** The next chunk after a number; empty at the end. */
  async after(trackingNumber: string, filter: WalkFilter): Promise<Parcel[]> {
    const rows = await this.db.query<ParcelRow>(
      `SELECT ${PARCEL_COLUMNS} FROM parcels
        WHERE tracking_number > $1
          AND (last_fact_at > $2
               OR (($3::text[] IS NULL OR state = ANY($3))
                   AND ($4::text[] IS NULL OR state <> ALL($4))
                   AND ($5::bool IS NULL OR misdirected = $5)))
        ORDER BY tracking_number LIMIT ${CHUNK_ROWS}`,
      [
        trackingNumber,
        filter.reachesBeyond,
        filter.states ?? null,
        filter.exceptStates ?? null,
        filter.misdirected ?? null,
      ],
    );
    return rows.map((row) => storedParcelOf(row).parcel);
  }
}
