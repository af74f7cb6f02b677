import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { MovedCode } from '../base-register/moved-codes';
import {
  factsOnRegister,
  mayBeWithin,
  movedParams,
  weeksOnRegister,
  within,
} from '../base-register/places-on-register.query';
import { withKnownAt } from '../region-reads/known-at';
import type { DaysAsked, DaysOfPlace } from './village-days.query';

/**
 * On how many days each unit of a register was served, under whichever code it was written: from facts,
 * since a bitmap is one code's.
 */
@Injectable()
export class DaysOnRegister {
  constructor(private readonly db: Database) {}

  /** @param moved codes that are others on the register; units that were served at all, by code */
  async inWindow(
    { place, from, to, channel, direction, mode, knownAt }: DaysAsked,
    moved: readonly MovedCode[],
    after: string,
    limit: number,
  ): Promise<DaysOfPlace[]> {
    const how = [direction ?? null, mode ?? null];
    const page = [place, from, to, after, limit, channel ?? null];
    const own = [...page, ...movedParams(place, moved), ...how];
    const { params, parameter } = withKnownAt(own, knownAt);
    return this.db.query(
      `SELECT code, count(DISTINCT day)::int4 AS days, bool_or(simulated) AS simulated
       FROM (
         SELECT at AS code, day, simulated, coalesce(direction, 'unstated') AS direction,
                CASE kind WHEN 'delivered' THEN 'handed-over' ELSE kind END AS channel,
                coalesce(mode, 'unstated') AS mode
         FROM ${factsOnRegister(parameter)} f WHERE is_evidence AND ${mayBeWithin('place_code')}
         UNION ALL
         SELECT unit, monday + i, (simulated_days >> i) & 1 = 1, 'unstated', 'visit', 'unstated'
         FROM ${weeksOnRegister(parameter, '$2::date - 6')} w, generate_series(0, 6) i
         WHERE monday + i BETWEEN $2 AND $3 AND (visited_days >> i) & 1 = 1) s
       WHERE ${within('code')} AND code > $4 AND ($6::text IS NULL OR channel = $6)
         AND ($12::text IS NULL OR direction = $12) AND ($13::text IS NULL OR mode = $13)
       GROUP BY code ORDER BY code LIMIT $5`,
      params,
    );
  }
}
