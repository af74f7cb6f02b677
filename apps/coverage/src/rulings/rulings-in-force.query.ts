import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant, JudgedIndicator } from '@youlu/vocabulary';
import type { Ruling } from './ruling';

/** What settled challenges say of units, for whoever judges them. */
@Injectable()
export class RulingsInForce {
  constructor(private readonly db: Database) {}

  /**
   * For every unit within `place` ('' for all) that has a ruling on a day: the one recorded last, as
   * known at `knownAt`, or today if that is left away. By code.
   */
  async on(
    indicator: JudgedIndicator,
    place: string,
    asOf: Day,
    knownAt?: Instant,
  ): Promise<Ruling[]> {
    return this.db.query<Ruling>(
      `SELECT DISTINCT ON (unit_code) challenge_id AS "challengeId", unit_code AS "unitCode",
              indicator, verdict, valid_from AS "from", valid_to AS "to", simulated,
              recorded_at AS "recordedAt"
       FROM rulings
       WHERE indicator = $1 AND unit_code >= $2 AND unit_code < $2 || ':'
         AND valid_from <= $3::date AND $3::date < valid_to
         AND ($4::int8 IS NULL OR recorded_at <= $4)
       ORDER BY unit_code, recorded_at DESC, challenge_id DESC`,
      [indicator, place, asOf, knownAt ?? null],
    );
  }
}
