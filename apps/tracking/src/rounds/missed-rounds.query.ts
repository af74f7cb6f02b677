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
 * Visits that count: told in one version only, and not from the future (more than five minutes after
 * the report that tells of it). Word for word the condition of the index `visits_that_count`.
 */
export const COUNTED = 'NOT v.conflicting AND v.visited_at <= v.sent_at + 300000';

/** Whether round `r` is due on a day. */
export const isDue = (day: string): string =>
  `extract(isodow FROM ${day})::int2 = ANY (r.weekdays)
   AND ${day} >= r.valid_from AND (r.valid_to IS NULL OR ${day} < r.valid_to)`;

/** The last visit of the village of round `r` by the end of a day. */
export const lastVisitBy = (day: string): string =>
  `(SELECT v.visited_at FROM visits v
     WHERE v.village_code = r.village_code AND v.day <= ${day} AND ${COUNTED}
     ORDER BY v.day DESC, v.visited_at DESC LIMIT 1)`;

/**
 * Scheduled weekdays within a round's validity, without a visit of that round and village. Rounds are
 * walked in the order of their villages, each with its visits of the days asked for, until the page
 * is full: neither the history nor the rest of the region is read.
 */
@Injectable()
export class ListMissedRounds {
  constructor(private readonly db: Database) {}

  async execute({ place, from, to, after, limit }: MissedRoundsFilter): Promise<MissedRound[]> {
    return this.db.query<MissedRound>(
      `SELECT r.village_code AS "villageCode", r.round_id AS "roundId",
              r.station_node_id AS "stationNodeId", d.day, r.simulated,
              ${lastVisitBy('$3::date')} AS "lastVisitAt"
         FROM (SELECT r.*, came.days
                 FROM rounds r
                CROSS JOIN LATERAL (
                      SELECT coalesce(array_agg(v.day) FILTER (WHERE v.round_id = r.round_id), '{}')
                             AS days
                        FROM visits v
                       WHERE v.village_code = r.village_code
                         AND v.day BETWEEN $2::date AND $3::date AND ${COUNTED}) came
                WHERE ($1::text IS NULL OR (r.village_code >= $1 AND r.village_code < $1 || ':'))
                  AND ($4::text IS NULL OR (r.village_code, r.round_id) >= ($4, $5::text))
                ORDER BY r.village_code, r.round_id
               OFFSET 0) r -- once a round, not once a day: a fence the planner keeps
        CROSS JOIN LATERAL (
              SELECT $2::date + n AS day FROM generate_series(0, $3::date - $2::date) AS n) d
        WHERE d.day <> ALL (r.days) AND ${isDue('d.day')}
          AND ($4::text IS NULL
               OR (r.village_code, r.round_id, d.day) > ($4, $5::text, $6::date))
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
