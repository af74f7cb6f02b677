import { Injectable } from '@nestjs/common';
import { type Tx, binaryColumn } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { contentKey, type KnownVisit, type VisitContent, type VisitTelling } from './visit';
import { SIMULATED_DAYS, VISIT_COUNTS } from './visit-counts.query';

export interface VillageWeek {
  readonly villageCode: string;
  readonly monday: Day;
}

const KEY = 'village_code, visit_id, visited_at, round_id, handover_point';
const KEYS = 'unnest($1::text[], $2::text[], $3::int8[], $4::text[], $5::text[])';
const CONTENT = `v.village_code AS "villageCode", v.visit_id AS "visitId", v.visited_at AS "visitedAt",
  v.round_id AS "roundId", v.handover_point AS "handoverPoint"`;

/** Rows of `visits`: each with what is said of it now; what was said before is in `former_visits`. */
@Injectable()
export class VisitRepository {
  /** Stores what is not stored yet; resolves to that. */
  async add(tx: Tx, visits: readonly KnownVisit[]): Promise<KnownVisit[]> {
    const added = await tx.query<VisitContent>(
      `INSERT INTO visits AS v (${KEY}, sent_at, recorded_at, known_from, simulated, day, monday)
       SELECT * FROM unnest($1::text[], $2::text[], $3::int8[], $4::text[], $5::text[],
                            $6::int8[], $7::int8[], $8::int8[], $9::boolean[], $10::date[],
                            $11::date[])
       ON CONFLICT (${KEY}) DO NOTHING RETURNING ${CONTENT}`,
      [
        ...contentColumns(visits),
        ...tellingColumns(visits),
        binaryColumn('date', visits, ({ day }) => day),
        binaryColumn('date', visits, ({ monday }) => monday),
      ],
    );
    if (added.length === visits.length) return [...visits];
    const keys = new Set(added.map(contentKey));
    return visits.filter((visit) => keys.has(contentKey(visit)));
  }

  /** What is said now of these visits, by their content; locked in the order of their keys. */
  async lock(tx: Tx, visits: readonly VisitContent[]): Promise<Map<string, VisitTelling>> {
    const rows = await tx.query<VisitContent & VisitTelling>(
      `SELECT ${CONTENT}, coalesce(v.known_from, v.recorded_at) AS "knownFrom",
              v.sent_at AS "sentAt", v.simulated
       FROM visits v JOIN ${KEYS} AS k(${KEY}) USING (${KEY}) ORDER BY ${KEY} FOR UPDATE OF v`,
      contentColumns(visits),
    );
    return new Map(
      rows.map((row) => {
        const { knownFrom, sentAt, simulated } = row;
        return [contentKey(row), { knownFrom, sentAt, simulated }];
      }),
    );
  }

  /** These visits are stored and locked; what is said of them now takes the place of what was. */
  async retell(tx: Tx, visits: readonly KnownVisit[]): Promise<void> {
    await tx.execute(
      `UPDATE visits v SET sent_at = t.sent_at, recorded_at = t.recorded_at,
                           known_from = t.known_from, simulated = t.simulated
       FROM unnest($1::text[], $2::text[], $3::int8[], $4::text[], $5::text[],
                   $6::int8[], $7::int8[], $8::int8[], $9::boolean[])
         AS t(${KEY}, sent_at, recorded_at, known_from, simulated)
       WHERE (v.village_code, v.visit_id, v.visited_at, v.round_id, v.handover_point)
         = (t.village_code, t.visit_id, t.visited_at, t.round_id, t.handover_point)`,
      [...contentColumns(visits), ...tellingColumns(visits)],
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

/** $1 to $5: the key. */
export function contentColumns(visits: readonly VisitContent[]): Buffer[] {
  return [
    binaryColumn('text', visits, ({ villageCode }) => villageCode),
    binaryColumn('text', visits, ({ visitId }) => visitId),
    binaryColumn('int8', visits, ({ visitedAt }) => visitedAt),
    binaryColumn('text', visits, ({ roundId }) => roundId),
    binaryColumn('text', visits, ({ handoverPoint }) => handoverPoint),
  ];
}

/** $6 to $9: the last telling, when the first was recorded, and the last if that is another. */
function tellingColumns(visits: readonly KnownVisit[]): Buffer[] {
  const last = ({ tellings }: KnownVisit): VisitTelling => tellings.at(-1) as VisitTelling;
  const first = ({ tellings }: KnownVisit): Instant => (tellings[0] as VisitTelling).knownFrom;
  const since = (visit: KnownVisit): Instant | null =>
    visit.tellings.length === 1 ? null : last(visit).knownFrom;
  return [
    binaryColumn('int8', visits, (visit) => last(visit).sentAt),
    binaryColumn('int8', visits, first),
    binaryColumn('int8', visits, since),
    binaryColumn('bool', visits, (visit) => last(visit).simulated),
  ];
}
