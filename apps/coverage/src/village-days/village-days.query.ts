import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Stretch } from '../evidence/evidence-in-window.query';
import { knownFacts } from '../evidence/known-facts.query';
import { type Telling, toldOnce } from '../evidence/told-twice.query';
import { inModes } from '../evidence/modes-told.query';
import { knownVisits, knownWeeks, visitCounts } from '../evidence/visits/visit-counts.query';
import { type PackedRow, packedSql, unpackRows } from '../region-reads/packed-rows';
import { withKnownAt } from '../region-reads/known-at';
import type { DayOfPlace } from './day-of-place';
import { KeptDays } from './kept-days.query';
import { type Channel, type DayDirection, type DayMode, windowMasks } from './served-day';
import type { WrittenPart } from './written-codes.query';

/** Which days are asked for; a place's days in all channels, directions and modes if left away. */
export interface DaysAsked extends Stretch {
  /** All places whose code begins so. */
  readonly place: string;
  readonly channel?: Channel | undefined;
  readonly direction?: DayDirection | undefined;
  readonly mode?: DayMode | undefined;
}

export interface DaysOfPlace {
  readonly code: string;
  readonly days: number;
  readonly simulated: boolean;
}

/** Who asks for so many will ask for the next ones: the whole region is read at once, and kept. */
const WHOLE_LIST_MIN = 2_000;
const COLUMNS = ['code', 'days', 'simulated'] as const;

/** On how many days each place was served: counted from bitmaps, or from facts as known before. */
@Injectable()
export class VillageDays {
  constructor(
    private readonly db: Database,
    private readonly kept: KeptDays,
  ) {}

  /** Places that were served at all, by code. */
  async inWindow(asked: DaysAsked, after: string, limit: number): Promise<DaysOfPlace[]> {
    if (asked.knownAt !== undefined) return this.fromFacts(asked, asked.knownAt, after, limit);
    const table = await this.kept.find(asked.place, limit >= WHOLE_LIST_MIN);
    if (!table) return this.fromBitmaps(asked, after, limit);
    return table.count({ ...asked, masks: windowMasks(asked.from, asked.to), after, limit });
  }

  private async fromBitmaps(
    { place, from, to, channel, direction, mode }: DaysAsked,
    after: string,
    limit: number,
  ): Promise<DaysOfPlace[]> {
    const masks = windowMasks(from, to);
    const years = masks.map(({ year }) => year);
    const bits = masks.map(({ mask }) => mask);
    const select = `SELECT place_code AS code, sum(days)::int4 AS days,
              bool_or(simulated) AS simulated
       FROM (SELECT place_code, bit_count(bit_or(days)) AS days, bool_or(simulated) AS simulated
             FROM (SELECT place_code, year, days & mask::bit(366) AS days,
                          simulated AND bit_count(days & mask::bit(366)) > 0 AS simulated
                   FROM village_days JOIN unnest($3::int2[], $4::text[]) AS m(year, mask) USING (year)
                   WHERE place_code >= $1 AND place_code < $1 || ':' AND place_code > $2
                     AND ($5::text IS NULL OR channel = $5)
                     AND ($6::text IS NULL OR direction = $6)
                     AND ($8::text IS NULL OR mode = $8)) b
             GROUP BY place_code, year) y
       WHERE days > 0 GROUP BY place_code ORDER BY place_code LIMIT $7`;
    const [packed] = await this.db.query<PackedRow<(typeof COLUMNS)[number]>>(
      packedSql(select, COLUMNS),
      [place, after, years, bits, channel ?? null, direction ?? null, limit, mode ?? null],
    );
    const lists = unpackRows(packed, COLUMNS);
    return lists.code.map((code, i) => ({
      code,
      days: Number(lists.days[i]),
      simulated: lists.simulated[i] === 'true',
    }));
  }

  private async fromFacts(
    { place, from, to, channel, direction, mode }: DaysAsked,
    knownAt: number,
    after: string,
    limit: number,
  ): Promise<DaysOfPlace[]> {
    const asked = [place, from, to, after, channel ?? null, direction ?? null, limit, mode ?? null];
    const { params, parameter } = withKnownAt(asked, knownAt);
    return this.db.query(
      `SELECT place_code AS code, count(DISTINCT day)::int4 AS days, bool_or(simulated) AS simulated
       FROM (${servedDays(parameter)}) s
       WHERE ($5::text IS NULL OR channel = $5) AND ($6::text IS NULL OR direction = $6)
         AND ($8::text IS NULL OR mode = $8) AND place_code > $4
       GROUP BY place_code ORDER BY place_code LIMIT $7`,
      params,
    );
  }

  /**
   * Each day on which a place was served, with what there was of each channel, oldest first. Waybills that
   * a hand-over is not counted under make its day only; what scans say of other modes is left out, of
   * visits nothing is: they say none.
   */
  async daysOf(
    { place, scans, visits, knownAt }: WrittenPart,
    twice: Telling,
  ): Promise<DayOfPlace[]> {
    const days = [scans ?? NEVER, visits ?? NEVER].flatMap(({ from, to }) => [from, to]);
    const { params, parameter } = withKnownAt([place, ...days], knownAt);
    const once = toldOnce('place', params, twice, parameter);
    const ofModes = inModes(once.params, twice.modes);
    const count = (channel: Channel): string => `sum(pieces) FILTER (WHERE channel = '${channel}')`;
    return this.db.query(
      `SELECT day, coalesce(${count('accepted')}, 0)::int4 AS accepted,
              coalesce(${count('handed-over')}, 0)::int4 AS "handedOver",
              coalesce(${count('visit')}, 0)::int4 AS visits, bool_or(simulated) AS simulated
       FROM (SELECT day, CASE kind WHEN 'delivered' THEN 'handed-over' ELSE kind END AS channel,
                    simulated, CASE WHEN ${once.sql} THEN 1 ELSE 0 END AS pieces
             FROM ${knownFacts(parameter)} f
             WHERE is_evidence AND place_code = $1 AND day BETWEEN $2 AND $3 AND ${ofModes.sql('f')}
             UNION ALL
             SELECT day, 'visit', simulated, 1 FROM ${knownVisits(parameter)} v
             WHERE village_code = $1 AND day BETWEEN $4 AND $5
               AND monday BETWEEN $4::date - 6 AND $5::date AND ${visitCounts(parameter)}) s
       GROUP BY day ORDER BY day`,
      ofModes.params,
    );
  }
}

/** A stretch without a day in it. */
const NEVER = { from: '2000-01-02', to: '2000-01-01' };

/** SQL: on which days from $2 to $3 the places within $1 were served, and how. */
function servedDays(parameter: number | undefined): string {
  const mondays = 'monday BETWEEN $2::date - 6 AND $3::date';
  const weeks = knownWeeks(
    `village_code >= $1 AND village_code < $1 || ':' AND ${mondays}`,
    parameter,
  );
  return `SELECT place_code, day, CASE kind WHEN 'delivered' THEN 'handed-over' ELSE kind END AS channel,
      coalesce(direction, 'unstated') AS direction, coalesce(mode, 'unstated') AS mode, simulated
    FROM ${knownFacts(parameter)} f
    WHERE is_evidence AND place_code >= $1 AND place_code < $1 || ':' AND day BETWEEN $2 AND $3
    UNION ALL
    SELECT village_code, monday + i, 'visit', 'unstated', 'unstated',
      (simulated_days::int4 >> i) & 1 = 1
    FROM ${weeks} w, generate_series(0, 6) i
    WHERE village_code >= $1 AND village_code < $1 || ':'
      AND ${mondays} AND monday + i BETWEEN $2 AND $3
      AND (visited_days::int4 >> i) & 1 = 1`;
}
