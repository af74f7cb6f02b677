import { Injectable } from '@nestjs/common';
import { ParcelsChanged, VisitsReported } from '@youlu/contracts';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import type { OtherCode } from '../base-register/other-codes';
import { withKnownAt } from '../region-reads/known-at';
import { type PackedRow, packedSql, unpackRows } from '../region-reads/packed-rows';
import { knownRoots, oneParcel } from '../parcel-links/one-parcel.query';
import { knownFacts } from './known-facts.query';
import { restsElsewhere } from './rests-elsewhere.query';
import { dayThatMatters, stationDays } from './nodes/station-days.query';
import { type Telling, toldOnce } from './told-twice.query';
import { knownWeeks } from './visits/visit-counts.query';

export interface PlaceEvidence {
  readonly code: string;
  readonly count: number;
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
  readonly simulated: boolean;
}

export interface VillageWeeks extends PlaceEvidence {
  /** A bit for each visited day (Monday is 1) of each week asked for, in that order. */
  readonly dayBitsByWeek: readonly number[];
}

export interface EvidenceTotals {
  readonly visitsStored: number;
  readonly visitsParked: number;
  readonly parcelsKnown: number;
  readonly parcelsParked: number;
}

/** Days, and as known when: what was recorded later is left out; all that is known if left away. */
export interface Stretch {
  readonly from: Day;
  readonly to: Day;
  readonly knownAt?: Instant | undefined;
}

/** Parcels for a place that rest elsewhere. */
export interface StoppedParcels {
  readonly code: string;
  /** Of one waybill. */
  readonly parcels: number;
  /** Of several waybills, by the number that each is counted under: another code may name it again. */
  readonly linked: string[];
  readonly simulated: boolean;
}

const WEEK_BITS = 7;
const SUMMARY_COLUMNS = ['code', 'count', 'firstAt', 'lastAt', 'simulated'] as const;
const WEEK_COLUMNS = ['code', 'count', 'firstAt', 'lastAt', 'simulated', 'weeks'] as const;

/** All places in a place are one stretch of codes; ':' comes after '9'. */
const WITHIN = (column: string): string => `${column} >= $1 AND ${column} < $1 || ':'`;

/** What scans and visits show about places in a stretch of days; set-based, one read a question. */
@Injectable()
export class EvidenceInWindow {
  constructor(private readonly db: Database) {}

  /** Parcels accepted or handed over in each place within `place`, by the code that was sent. */
  async inVillages(
    place: string,
    { from, to, knownAt }: Stretch,
    twice: Telling,
  ): Promise<PlaceEvidence[]> {
    const { params, parameter } = withKnownAt([place, from, to], knownAt);
    const once = toldOnce('place', params, twice, parameter);
    return this.summaries(
      `SELECT place_code AS code, count(*)::int4 AS count, min(occurred_at) AS "firstAt",
              max(occurred_at) AS "lastAt", bool_or(simulated) AS simulated
       FROM ${knownFacts(parameter)} f
       WHERE is_evidence AND day BETWEEN $2 AND $3 AND ${WITHIN('place_code')}
         AND ${once.sql}
       GROUP BY place_code`,
      once.params,
    );
  }

  /** Parcels accepted or handed over at township stations, where the scan lies in `place`. */
  async atStations(
    place: string,
    { from, to, knownAt }: Stretch,
    twice: Telling,
  ): Promise<PlaceEvidence[]> {
    const { params, parameter } = withKnownAt([place, from, to], knownAt);
    const once = toldOnce('station', params, twice, parameter);
    // Grouped before nodes are looked up: a node is asked about once, not once for each parcel.
    return this.summaries(
      `SELECT left(f.place_code, 9) AS code, sum(f.count)::int4 AS count, min(f.first_at) AS "firstAt",
              max(f.last_at) AS "lastAt", bool_or(f.simulated) AS simulated
       FROM (SELECT place_code, node_id, ${dayThatMatters(parameter)} AS day, count(*) AS count,
                    min(occurred_at) AS first_at, max(occurred_at) AS last_at,
                    bool_or(simulated) AS simulated
             FROM ${knownFacts(parameter)} f
             WHERE is_evidence AND day BETWEEN $2 AND $3 AND ${WITHIN('place_code')}
               AND ${once.sql}
             GROUP BY 1, 2, 3) f
       JOIN (${stationDays(parameter)}) s ON s.node_id = f.node_id
         AND (f.day IS NULL OR f.day >= s.from_day AND f.day < s.to_day)
       GROUP BY 1`,
      once.params,
    );
  }

  /** Visited days of each week that begins on one of `mondays`, per village within `place`. */
  async visitedDays(
    place: string,
    mondays: readonly Day[],
    knownAt?: Instant,
  ): Promise<VillageWeeks[]> {
    const { params, parameter } = withKnownAt([place, ...mondays], knownAt);
    const asked = mondays.map((_, i) => `$${i + 2}::date`);
    // Seven bits a week in one number: a region is 9,000 villages, and columns are what reading costs.
    const shifts = asked.map(
      (monday, i) => `WHEN monday = ${monday} THEN ${WEEK_BITS * (mondays.length - 1 - i)}`,
    );
    const select = `SELECT village_code AS code, sum(visits)::int4 AS count, min(first_at) AS "firstAt",
              max(last_at) AS "lastAt", bool_or(simulated_days <> 0) AS simulated,
              sum(visited_days::int8 << CASE ${shifts.join(' ')} END)::int8 AS weeks
       FROM ${knownWeeks(`monday IN (${asked.join(', ')}) AND ${WITHIN('village_code')}`, parameter)} w
       WHERE monday IN (${asked.join(', ')}) AND visits > 0 AND ${WITHIN('village_code')}
       GROUP BY village_code`;
    const [packed] = await this.db.query<PackedRow<(typeof WEEK_COLUMNS)[number]>>(
      packedSql(select, WEEK_COLUMNS),
      params,
    );
    const lists = unpackRows(packed, WEEK_COLUMNS);
    return lists.code.map((code, i) => ({
      code,
      count: Number(lists.count[i]),
      firstAt: instantOf(lists.firstAt[i]),
      lastAt: instantOf(lists.lastAt[i]),
      simulated: lists.simulated[i] === 'true',
      dayBitsByWeek: weeksOf(Number(lists.weeks[i]), mondays.length),
    }));
  }

  /**
   * Parcels addressed to each of `villages` that came to rest elsewhere within the stretch and were
   * still there on the day `until`; `otherCodes` are not elsewhere.
   */
  async stoppedElsewhere(
    villages: readonly string[],
    { from, to, knownAt }: Stretch,
    until: Day = to,
    otherCodes: readonly OtherCode[] = [],
  ): Promise<StoppedParcels[]> {
    if (villages.length === 0) return [];
    const elsewhere = restsElsewhere(5, otherCodes);
    const own = [villages, from, to, until, ...elsewhere.params];
    const { params, parameter } = withKnownAt(own, knownAt);
    return this.db.query(
      `SELECT code, count(DISTINCT parcel) FILTER (WHERE NOT is_linked)::int4 AS parcels,
              coalesce(array_agg(DISTINCT parcel) FILTER (WHERE is_linked), '{}') AS linked,
              bool_or(simulated) AS simulated
       FROM (SELECT code, parcel, simulated,
                    parcel IN (SELECT root_number FROM ${knownRoots(parameter)} tops) AS is_linked
             FROM (SELECT destination_code AS code, simulated, ${oneParcel(parameter)} AS parcel
                   FROM ${knownFacts(parameter)} f
                   WHERE is_rest AND destination_code = ANY($1) AND day BETWEEN $2 AND $3
                     AND ${elsewhere.sql} AND (ends_day IS NULL OR ends_day > $4)) stopped) s
       GROUP BY code`,
      params,
    );
  }

  private async summaries(select: string, params: readonly unknown[]): Promise<PlaceEvidence[]> {
    const [packed] = await this.db.query<PackedRow<(typeof SUMMARY_COLUMNS)[number]>>(
      packedSql(select, SUMMARY_COLUMNS),
      params,
    );
    const lists = unpackRows(packed, SUMMARY_COLUMNS);
    return lists.code.map((code, i) => ({
      code,
      count: Number(lists.count[i]),
      firstAt: instantOf(lists.firstAt[i]),
      lastAt: instantOf(lists.lastAt[i]),
      simulated: lists.simulated[i] === 'true',
    }));
  }

  /** What is held, and what arrived and could not be: parked rows wait to be replayed. */
  async totals(): Promise<EvidenceTotals> {
    const parked = (n: number): string =>
      `(SELECT count(*) FROM dead_letters WHERE topic LIKE '%' || $${n} AND row_index >= 0)`;
    const [row] = await this.db.query<EvidenceTotals>(
      `SELECT (SELECT count(*) FROM visits) AS "visitsStored", ${parked(1)} AS "visitsParked",
              (SELECT count(*) FROM parcels) AS "parcelsKnown", ${parked(2)} AS "parcelsParked"`,
      [VisitsReported.topic, ParcelsChanged.topic],
    );
    return row ?? { visitsStored: 0, visitsParked: 0, parcelsKnown: 0, parcelsParked: 0 };
  }
}

function instantOf(text: string | undefined): Instant | null {
  return text === undefined || text === '' ? null : Number(text);
}

/** The bits of each week; as a number they are at most 49, so arithmetic is exact. */
function weeksOf(number: number, weeks: number): number[] {
  return Array.from({ length: weeks }, (_, i) => {
    return Math.floor(number / 2 ** (WEEK_BITS * (weeks - 1 - i))) % 2 ** WEEK_BITS;
  });
}
