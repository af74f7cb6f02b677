import { Injectable } from '@nestjs/common';
import { type Tx, binaryColumn } from '@youlu/persistence';
import type { Day } from '@youlu/vocabulary';
import type { KnownVisit } from './visit';
import { SIMULATED_DAYS, VISIT_COUNTS } from './visit-counts.query';

export interface VillageWeek {
  readonly villageCode: string;
  readonly monday: Day;
}

@Injectable()
export class VisitRepository {
  /** Stores visits; resolves to the villages and ids that this told something new about. */
  async add(
    tx: Tx,
    visits: readonly KnownVisit[],
  ): Promise<{ villageCode: string; visitId: string }[]> {
    const column = (type: 'text' | 'int8' | 'date' | 'bool', key: keyof KnownVisit): Buffer =>
      binaryColumn(type, visits, (visit) => visit[key]);
    return tx.query(
      `INSERT INTO visits (village_code, visit_id, visited_at, round_id, handover_point,
                           sent_at, recorded_at, day, monday, simulated)
       SELECT * FROM unnest($1::text[], $2::text[], $3::int8[], $4::text[], $5::text[],
                            $6::int8[], $7::int8[], $8::date[], $9::date[], $10::boolean[])
       ON CONFLICT (village_code, visit_id, visited_at, round_id, handover_point) DO UPDATE
         SET sent_at = least(visits.sent_at, EXCLUDED.sent_at),
             recorded_at = least(visits.recorded_at, EXCLUDED.recorded_at),
             simulated = visits.simulated OR EXCLUDED.simulated
         WHERE visits.sent_at > EXCLUDED.sent_at OR visits.recorded_at > EXCLUDED.recorded_at
           OR EXCLUDED.simulated AND NOT visits.simulated
       RETURNING village_code AS "villageCode", visit_id AS "visitId"`,
      [
        column('text', 'villageCode'),
        column('text', 'visitId'),
        column('int8', 'visitedAt'),
        column('text', 'roundId'),
        column('text', 'handoverPoint'),
        column('int8', 'sentAt'),
        column('int8', 'recordedAt'),
        column('date', 'day'),
        column('date', 'monday'),
        column('bool', 'simulated'),
      ],
    );
  }

  /** The weeks in which any visit with one of these ids lies: a conflict may span two. */
  async weeksOf(
    tx: Tx,
    visits: readonly { villageCode: string; visitId: string }[],
  ): Promise<VillageWeek[]> {
    return tx.query(
      `SELECT DISTINCT v.village_code AS "villageCode", v.monday
       FROM visits v JOIN unnest($1::text[], $2::text[]) AS t(village_code, visit_id)
         USING (village_code, visit_id)
       ORDER BY 1, 2`,
      [
        binaryColumn('text', visits, (visit) => visit.villageCode),
        binaryColumn('text', visits, (visit) => visit.visitId),
      ],
    );
  }

  /**
   * Counts the weeks again from their visits. The rows are locked first, in order, so that two
   * writers of one week go one after the other and the second sees what the first stored.
   */
  async recountWeeks(tx: Tx, weeks: readonly VillageWeek[]): Promise<void> {
    const keys = [
      binaryColumn('text', weeks, (week) => week.villageCode),
      binaryColumn('date', weeks, (week) => week.monday),
    ];
    await tx.execute(
      `INSERT INTO visit_weeks (village_code, monday, visited_days, visits)
       SELECT w.*, 0, 0 FROM unnest($1::text[], $2::date[]) AS w(village_code, monday)
       ON CONFLICT (village_code, monday) DO UPDATE SET visits = visit_weeks.visits`,
      keys,
    );
    // Week by week on purpose (LATERAL), and no join with the roll-up: on a table that has grown
    // since it was last analysed the planner would otherwise compare every week with every other.
    await tx.execute(
      `INSERT INTO visit_weeks (village_code, monday, visited_days, visits, first_at, last_at,
                                simulated_days)
       SELECT k.village_code, k.monday, c.*
       FROM unnest($1::text[], $2::date[]) AS k(village_code, monday)
       CROSS JOIN LATERAL (
         SELECT coalesce(bit_or(1 << (v.day - v.monday)), 0), count(*),
                min(v.visited_at), max(v.visited_at), coalesce(${SIMULATED_DAYS}, 0)
         FROM visits v
         WHERE v.village_code = k.village_code AND v.monday = k.monday AND ${VISIT_COUNTS}
       ) c
       ON CONFLICT (village_code, monday) DO UPDATE
         SET visited_days = EXCLUDED.visited_days, visits = EXCLUDED.visits,
             first_at = EXCLUDED.first_at, last_at = EXCLUDED.last_at,
             simulated_days = EXCLUDED.simulated_days`,
      keys,
    );
  }
}
