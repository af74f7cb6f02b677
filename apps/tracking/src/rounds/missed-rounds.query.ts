import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';

/** A scheduled day of a round on which nobody came. */
export interface MissedRound {
  readonly villageCode: string;
  readonly roundId: string;
  readonly stationNodeId: string;
  readonly day: Day;
  readonly simulated: boolean;
  /** The last visit of the village up to the end of the window, by any round. */
  readonly lastVisitAt: Instant | null;
}

export interface MissedRoundsFilter {
  /** Prefix of the village's code. */
  readonly place: string | undefined;
  readonly from: Day;
  /** Included. */
  readonly to: Day;
  readonly after: { villageCode: string; roundId: string; day: Day } | undefined;
  readonly limit: number;
}

/**
 * Visits that count: their visitId was told in one version only, and not from the future (more than
 * five minutes after the report that tells of it).
 */
const COUNTED_VISITS = `
  SELECT village_code, min(round_id) AS round_id, min(day) AS day, min(visited_at) AS visited_at
    FROM visits
   WHERE ($1::text IS NULL OR (village_code >= $1 AND village_code < $1 || ':'))
   GROUP BY village_code, visit_id
  HAVING count(*) = 1 AND min(day) <= $3 AND min(visited_at) <= min(sent_at) + 300000`;

/** Scheduled weekdays within a round's validity, without a visit of that round and village. */
@Injectable()
export class ListMissedRounds {
  constructor(private readonly db: Database) {}

  async execute({ place, from, to, after, limit }: MissedRoundsFilter): Promise<MissedRound[]> {
    return this.db.query<MissedRound>(
      `WITH counted AS MATERIALIZED (${COUNTED_VISITS}),
            seen AS (SELECT village_code, max(visited_at) AS at FROM counted GROUP BY village_code)
       SELECT r.village_code AS "villageCode", r.round_id AS "roundId",
              r.station_node_id AS "stationNodeId", d.day, r.simulated, seen.at AS "lastVisitAt"
         FROM rounds r
        CROSS JOIN (SELECT ($2::date + n) AS day
                      FROM generate_series(0, $3::date - $2::date) AS n) d
         LEFT JOIN counted v
           ON v.village_code = r.village_code AND v.round_id = r.round_id AND v.day = d.day
         LEFT JOIN seen ON seen.village_code = r.village_code
        WHERE v.day IS NULL
          AND ($1::text IS NULL OR (r.village_code >= $1 AND r.village_code < $1 || ':'))
          AND extract(isodow FROM d.day)::int2 = ANY (r.weekdays)
          AND d.day >= r.valid_from AND (r.valid_to IS NULL OR d.day < r.valid_to)
          AND ($4::text IS NULL OR (r.village_code, r.round_id, d.day) > ($4, $5::text, $6::date))
        ORDER BY r.village_code, r.round_id, d.day
        LIMIT $7`,
      [
        place ?? null,
        from,
        to,
        after?.villageCode ?? null,
        after?.roundId ?? null,
        after?.day ?? null,
        limit,
      ],
    );
  }
}
