import type { Comparison, Database, Projection } from '@youlu/persistence';
import type { NoteChange } from '../../region-reads/note-change.use-case';
import type { KeepVillageDays } from '../../village-days/keep-village-days.use-case';
import { SIMULATED_DAYS, VISIT_COUNTS } from './visit-counts.query';
import type { VillageWeek, VisitRepository } from './visit.repository';

export interface StaleWeek extends VillageWeek {
  readonly kept: string | null;
  readonly recounted: string | null;
}

const DIFFERENCES_MAX = 50_000;
const WEEKS_AT_ONCE = 500;
/** A week of which no visit counts is the same as no row. */
const NOTHING = '0 0 0 - -';
const WORD = `concat_ws(' ', visited_days, simulated_days, visits, coalesce(first_at::text, '-'), coalesce(last_at::text, '-'))`;

/** The weeks of each village against the visits that count, in one statement: one moment. */
const COMPARED = `WITH recounted AS (
    SELECT village_code, monday, ${WORD} AS word FROM (
      SELECT v.village_code, v.monday, bit_or(1 << (v.day - v.monday)) AS visited_days,
        count(*) AS visits, min(v.visited_at) AS first_at, max(v.visited_at) AS last_at,
        coalesce(${SIMULATED_DAYS}, 0) AS simulated_days
      FROM visits v WHERE ${VISIT_COUNTS} GROUP BY 1, 2) w),
  kept AS (
    SELECT village_code, monday, ${WORD} AS word FROM visit_weeks WHERE ${WORD} <> '${NOTHING}'),
  compared AS (
    SELECT village_code, monday, k.word AS kept, r.word AS recounted
    FROM kept k FULL JOIN recounted r USING (village_code, monday))`;
const sum = (side: string): string =>
  `md5(coalesce(string_agg(concat_ws(' ', village_code, monday, ${side}), E'\\n'
     ORDER BY village_code, monday) FILTER (WHERE ${side} IS NOT NULL), ''))`;

/** Weeks of visits, counted anew from the visits. */
export class RecountVisits implements Projection<StaleWeek> {
  constructor(
    private readonly visits: VisitRepository,
    private readonly noteChange: NoteChange,
    private readonly keepVillageDays: KeepVillageDays,
  ) {}

  async compare(db: Database): Promise<Comparison<StaleWeek>> {
    const [all] = await db.query<Comparison<StaleWeek>>(
      `${COMPARED}, stale AS (SELECT * FROM compared WHERE kept IS DISTINCT FROM recounted)
       SELECT count(*) AS rows, (SELECT count(*) FROM stale) AS count,
         ${sum('kept')} AS kept, ${sum('recounted')} AS recounted,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('villageCode', village_code,
            'monday', monday::text, 'kept', kept, 'recounted', recounted)), '[]')
          FROM (SELECT * FROM stale ORDER BY village_code, monday LIMIT ${DIFFERENCES_MAX}) s
         ) AS differences
       FROM compared`,
    );
    if (all === undefined) throw new Error('A count gave no row');
    return all;
  }

  /** The way in which the consumer counts, week by week under lock. */
  async mend(db: Database, differences: readonly StaleWeek[]): Promise<number> {
    for (let at = 0; at < differences.length; at += WEEKS_AT_ONCE) {
      const weeks = differences.slice(at, at + WEEKS_AT_ONCE);
      await db.transaction(async (tx) => {
        await this.visits.recountWeeks(tx, weeks);
        await this.keepVillageDays.afterRecounting(tx, weeks);
        await this.noteChange.execute(tx);
      });
    }
    return differences.length;
  }

  describe({ villageCode, monday, kept, recounted }: StaleWeek): string {
    return `${villageCode} week of ${monday}: kept ${kept ?? 'none'}; visits say ${recounted ?? 'none'}`;
  }
}
