import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import type { Parcel } from './parcel';
import { PARCEL_COLUMNS, type ParcelRow, storedParcelOf } from './parcel.repository';

/**
 * Which parcels a read has to open. It may let through too many, never too few: a parcel that went on
 * after `asOf` is judged by its facts up to then, which only its facts can tell, so the conditions on
 * where it stands now are asked of those that did not.
 */
export interface WalkFilter {
  /** The instant the read is about. */
  readonly asOf: Instant;
  /** Where it stands now, and the latest instant at which it came to stand there. */
  readonly standingSince?: Readonly<Record<string, Instant>>;
  readonly misdirected?: boolean;
  /** Seen last in this place, a prefix; never seen: sent from it. */
  readonly seenIn?: string;
  /** Seen last at this instant or later. */
  readonly seenFrom?: Instant;
  /** Seen last in another place than it is addressed to. */
  readonly seenElsewhere?: boolean;
  /** Went on after asOf: had its first scan by then, or was ready by then. */
  readonly firstFactBy: Instant;
  readonly readyBy?: Instant;
  /** Addressed to a village (12 digits) in this place, a prefix. */
  readonly toVillageIn?: string;
}

/** Parcels in the order of their numbers, in chunks, for reads that judge each of them. */
@Injectable()
export class WalkParcels {
  constructor(private readonly db: Database) {}

  /** The next parcels after a number, at most so many; empty at the end. */
  async after(trackingNumber: string, filter: WalkFilter, limit: number): Promise<Parcel[]> {
    const standing = filter.standingSince && Object.entries(filter.standingSince);
    const rows = await this.db.query<ParcelRow>(
      `SELECT ${PARCEL_COLUMNS} FROM parcels
        WHERE tracking_number > $1
          AND ($10::text IS NULL
               OR (length(destination_code) = 12 AND starts_with(destination_code, $10)))
          AND CASE
              WHEN last_fact_at > $2 OR cancelled_at > $2
                THEN first_fact_at <= $3 OR ready_at <= $4
              WHEN seen_at IS NULL AND first_fact_at IS NOT NULL
                THEN true -- no scan moved it, or its row is older than these columns
              ELSE ($5::text[] IS NULL
                    OR coalesce(seen_at, ready_at) <= ($6::int8[])[array_position($5, state)])
               AND ($7::bool IS NULL OR misdirected = $7)
               AND ($8::text IS NULL OR starts_with(coalesce(seen_place_code, origin_code), $8))
               AND ($9::bool IS NULL OR (seen_place_code <> destination_code) = $9)
               AND ($11::int8 IS NULL OR seen_at >= $11)
              END
        ORDER BY tracking_number LIMIT $12`,
      [
        trackingNumber,
        filter.asOf,
        filter.firstFactBy,
        filter.readyBy ?? null,
        standing?.map(([state]) => state) ?? null,
        standing?.map(([, since]) => since) ?? null,
        filter.misdirected ?? null,
        filter.seenIn ?? null,
        filter.seenElsewhere ?? null,
        filter.toVillageIn ?? null,
        filter.seenFrom ?? null,
        limit,
      ],
    );
    return rows.map((row) => storedParcelOf(row).parcel);
  }
}
