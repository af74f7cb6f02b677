import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { knownFacts } from './known-facts.query';

/** A parcel that was known to rest elsewhere than where it is addressed to, and no longer is. */
export interface RestNoLonger {
  /** Where it is addressed to, as it was written, and the day on which it came to rest. */
  readonly code: string;
  readonly day: Day;
  /** It rested there, and is known by now to have gone on; else the rest was withdrawn. */
  readonly movedOn: boolean;
}

/** What became of the parcels that spoke against places, between two states of knowledge. */
@Injectable()
export class RestsNoLonger {
  constructor(private readonly db: Database) {}

  /** Of parcels addressed to `codes` that came to rest within the days and were still there after them. */
  async between(
    codes: readonly string[],
    { from, to }: { readonly from: Day; readonly to: Day },
    [earlier, later]: readonly [Instant, Instant],
  ): Promise<RestNoLonger[]> {
    if (codes.length === 0) return [];
    return this.db.query(
      `SELECT DISTINCT f.destination_code AS code, f.day, l.tracking_number IS NOT NULL AS "movedOn"
       FROM ${knownFacts(4)} f
       LEFT JOIN ${knownFacts(5)} l
         ON l.tracking_number = f.tracking_number AND l.ordinal = f.ordinal AND l.is_rest
       WHERE f.is_rest AND f.destination_code = ANY($1) AND f.day BETWEEN $2 AND $3
         AND f.place_code <> f.destination_code AND (f.ends_day IS NULL OR f.ends_day > $3)
         AND (l.tracking_number IS NULL OR l.ends_day <= $3)`,
      [codes, from, to, earlier, later],
    );
  }
}
