import type { Comparison, Database, Projection } from '@youlu/persistence';
import { addDays } from '@youlu/vocabulary';
import type { KeepVillageDays } from './keep-village-days.use-case';
import type { ServedDay, ServedYear } from './served-day';

export interface StaleYear extends ServedYear {
  /** 366 bits, from the first of January on; null where there is no row, or no day. */
  readonly kept: string | null;
  readonly recounted: string | null;
}

const DIFFERENCES_MAX = 10_000;
const YEARS_AT_ONCE = 200;
const NO_DAY = `repeat('0', 366)::bit(366)`;
const KEY = 'place_code, year, channel, direction, mode, simulated';

/** Bitmaps of days against facts and weeks of visits, in one statement: one moment. */
const COMPARED = `WITH recounted AS (
    SELECT place_code, extract(year FROM day)::int2 AS year, channel, direction, mode, simulated,
      bit_or(set_bit(${NO_DAY}, day - date_trunc('year', day)::date, 1)) AS days
    FROM (SELECT place_code, day, simulated, coalesce(direction, 'unstated') AS direction,
            coalesce(mode, 'unstated') AS mode,
            CASE kind WHEN 'delivered' THEN 'handed-over' ELSE kind END AS channel
          FROM parcel_facts WHERE is_evidence
          UNION ALL
          SELECT village_code, monday + i, (simulated_days >> i) & 1 = 1, 'unstated', 'unstated', 'visit'
          FROM visit_weeks, generate_series(0, 6) i WHERE (visited_days >> i) & 1 = 1) served
    GROUP BY ${KEY}),
  kept AS (SELECT ${KEY}, days FROM village_days WHERE days <> ${NO_DAY}),
  compared AS (SELECT ${KEY}, k.days AS kept, r.days AS recounted
    FROM kept k FULL JOIN recounted r USING (${KEY}))`;
const sum = (side: string): string =>
  `md5(coalesce(string_agg(concat_ws(' ', ${KEY}, ${side}::text), E'\\n' ORDER BY ${KEY})
     FILTER (WHERE ${side} IS NOT NULL), ''))`;

/** Bitmaps of the days on which places were served, looked up anew. */
export class RecountVillageDays implements Projection<StaleYear> {
  constructor(private readonly keepVillageDays: KeepVillageDays) {}

  async compare(db: Database): Promise<Comparison<StaleYear>> {
    const [all] = await db.query<Comparison<StaleYear>>(
      `${COMPARED}, stale AS (SELECT * FROM compared WHERE kept IS DISTINCT FROM recounted)
       SELECT count(*) AS rows, (SELECT count(*) FROM stale) AS count,
         ${sum('kept')} AS kept, ${sum('recounted')} AS recounted,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('placeCode', place_code, 'year', year,
            'channel', channel, 'direction', direction, 'mode', mode, 'simulated', simulated,
            'kept', kept::text, 'recounted', recounted::text)), '[]')
          FROM (SELECT * FROM stale ORDER BY ${KEY} LIMIT ${DIFFERENCES_MAX}) s) AS differences
       FROM compared`,
    );
    if (all === undefined) throw new Error('A count gave no row');
    return all;
  }

  /** The way in which they are kept: each day that differs is looked up again under lock. */
  async mend(db: Database, differences: readonly StaleYear[]): Promise<number> {
    for (let at = 0; at < differences.length; at += YEARS_AT_ONCE) {
      const days = differences.slice(at, at + YEARS_AT_ONCE).flatMap(differingDays);
      await db.transaction((tx) => this.keepVillageDays.lookUp(tx, days));
    }
    return differences.length;
  }

  describe(stale: StaleYear): string {
    const { placeCode, year, channel, direction, mode } = stale;
    const days = differingDays(stale).map(({ day }) => day);
    return `${placeCode} ${year} ${channel} ${direction} ${mode}: differs on ${days.slice(0, 5).join(', ')}`;
  }
}

function differingDays({ year, kept, recounted, ...rest }: StaleYear): ServedDay[] {
  const days: ServedDay[] = [];
  for (let i = 0; i < 366; i++) {
    if ((kept?.[i] ?? '0') === (recounted?.[i] ?? '0')) continue;
    days.push({ ...rest, day: addDays(`${year}-01-01`, i) });
  }
  return days;
}
