import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant, JudgedIndicator } from '@youlu/vocabulary';
import type { Ruling } from './ruling';

/** What settled challenges say of units, for whoever judges them. */
@Injectable()
export class RulingsInForce {
  constructor(private readonly db: Database) {}

  /**
   * The rulings on units within `place` ('' for all) that hold on a day, as known at `knownAt`, or today
   * if that is left away; by code, the one recorded last first. Which of several holds is for whoever
   * knows the units: one code may be that of two, one before and one after a change of the register.
   */
  async on(
    indicator: JudgedIndicator,
    place: string,
    asOf: Day,
    knownAt?: Instant,
  ): Promise<Ruling[]> {
    return this.db.query<Ruling>(
      `SELECT challenge_id AS "challengeId", unit_code AS "unitCode",
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
