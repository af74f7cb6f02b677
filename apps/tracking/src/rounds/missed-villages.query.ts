import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { COUNTED, isDue, lastVisitBy } from './missed-rounds.query';

/** A village where a round was due on a day, and nobody came by any round. */
export interface MissedVillage {
  readonly villageCode: string;
  /** Rounds that were due; by their ids. */
  readonly roundIds: readonly string[];
  readonly stationNodeIds: readonly string[];
  /** The last visit before that day. */
  readonly lastVisitAt: Instant | null;
  readonly simulated: boolean;
}

export interface MissedVillagesFilter {
  readonly day: Day;
  /** Prefix of the village's code. */
  readonly place: string | undefined;
  /** Villages beyond this code. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** One line a village, by code. The visit is looked up by village and day, one probe a village. */
@Injectable()
export class ListMissedVillages {
  constructor(private readonly db: Database) {}

  async execute({ day, place, after, limit }: MissedVillagesFilter): Promise<MissedVillage[]> {
    return this.db.query<MissedVillage>(
      `SELECT r.village_code AS "villageCode", r.round_ids AS "roundIds",
              r.station_node_ids AS "stationNodeIds", r.simulated,
              ${lastVisitBy('$1::date')} AS "lastVisitAt"
         FROM (SELECT r.village_code, array_agg(r.round_id ORDER BY r.round_id) AS round_ids,
                      array_agg(DISTINCT r.station_node_id) AS station_node_ids,
                      bool_or(r.simulated) AS simulated
                 FROM rounds r
                WHERE ${isDue('$1::date')}
                  AND ($2::text IS NULL OR (r.village_code >= $2 AND r.village_code < $2 || ':'))
                  AND ($3::text IS NULL OR r.village_code > $3)
                GROUP BY r.village_code) r
        WHERE (SELECT true FROM visits v
                WHERE v.village_code = r.village_code AND v.day = $1::date AND ${COUNTED}
                LIMIT 1) IS NULL
        ORDER BY r.village_code
        LIMIT $4`,
      [day, place ?? null, after ?? null, limit],
    );
  }
}
