import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant, JudgedIndicator, ServiceMode } from '@youlu/vocabulary';
import { withKnownAt } from '../region-reads/known-at';
import { type PackedRow, packedSql, unpackRows } from '../region-reads/packed-rows';

export interface DeclarationInForce {
  readonly unitCode: string;
  /** The earliest of those in force. */
  readonly from: Day;
  /** The strictest of those in force; null if none says. */
  readonly frequencyPerWeek: number | null;
  readonly simulated: boolean;
}

const COLUMNS = ['unitCode', 'from', 'frequencyPerWeek', 'simulated'] as const;
const IN_FORCE = (to: string): string =>
  `valid_from <= $2::date AND (${to} IS NULL OR $2::date < ${to})`;
/** An end that was recorded later was not known, and nothing that was recorded later was. */
function declared(knownAtParameter: number | undefined): string {
  const standing = `${IN_FORCE('valid_to')} AND (ended_on IS NULL OR $2::date < ended_on`;
  if (knownAtParameter === undefined) return `${standing})`;
  return `${standing} OR end_recorded_at > $${knownAtParameter}::int8)
    AND recorded_at <= $${knownAtParameter}::int8`;
}
const WITHIN = `unit_code >= $3 AND unit_code < $3 || ':'`;

/** SQL: validity began on one of these days; parameters `$n` and the next, null where there is no bound. */
const BEGUN = (n: number): string => `($${n}::date IS NULL OR valid_from >= $${n}::date)
  AND ($${n + 1}::date IS NULL OR valid_from <= $${n + 1}::date)`;

/** Days on which validity began, both included; null where there is no bound. */
export interface BegunWithin {
  readonly from: Day | null;
  readonly to: Day | null;
}

/** Which of the declarations in force are asked for; all, if nothing is said. */
export interface OnlyDeclarations {
  readonly modes?: readonly (ServiceMode | 'unstated')[] | null | undefined;
  readonly begun?: BegunWithin | undefined;
}

export interface FiledCounty {
  readonly simulated: boolean;
}

/**
 * What was declared on a day: [from, to), as is known now or as was known at `knownAt`. A unit with
 * several declarations is one row.
 */
@Injectable()
export class DeclarationsInForce {
  constructor(private readonly db: Database) {}

  /** For every declared unit within `place`. */
  async on(
    indicator: JudgedIndicator,
    place: string,
    day: Day,
    knownAt?: Instant,
    only: OnlyDeclarations = {},
  ): Promise<DeclarationInForce[]> {
    const { modes = null, begun } = only;
    const asked = [indicator, day, place, modes, begun?.from ?? null, begun?.to ?? null];
    const { params, parameter } = withKnownAt(asked, knownAt);
    const select = `SELECT unit_code AS "unitCode", min(valid_from) AS "from",
              max(frequency_per_week) AS "frequencyPerWeek", bool_or(simulated) AS simulated
       FROM declarations
       WHERE indicator = $1 AND ${declared(parameter)} AND ${WITHIN}
         AND ($4::text[] IS NULL OR coalesce(mode, 'unstated') = ANY($4)) AND ${BEGUN(5)}
       GROUP BY unit_code`;
    const [packed] = await this.db.query<PackedRow<(typeof COLUMNS)[number]>>(
      packedSql(select, COLUMNS),
      params,
    );
    const lists = unpackRows(packed, COLUMNS);
    return lists.unitCode.map((unitCode, i) => ({
      unitCode,
      from: lists.from[i] ?? '',
      frequencyPerWeek: Number(lists.frequencyPerWeek[i]) || null,
      simulated: lists.simulated[i] === 'true',
    }));
  }

  /** Modes in which anything within `place` is declared. */
  async modesOn(
    indicator: JudgedIndicator,
    place: string,
    day: Day,
    knownAt?: Instant,
  ): Promise<ReadonlySet<ServiceMode | 'unstated'>> {
    const { params, parameter } = withKnownAt([indicator, day, place], knownAt);
    const rows = await this.db.query<{ mode: ServiceMode | 'unstated' }>(
      `SELECT DISTINCT coalesce(mode, 'unstated') AS mode FROM declarations
       WHERE indicator = $1 AND ${declared(parameter)} AND ${WITHIN}`,
      params,
    );
    return new Set(rows.map(({ mode }) => mode));
  }

  /** Codes of the counties that have filed that their declaration is complete. */
  async filedCounties(
    indicator: JudgedIndicator,
    day: Day,
    knownAt?: Instant,
    begun?: BegunWithin,
  ): Promise<Map<string, FiledCounty>> {
    const asked = [indicator, day, begun?.from ?? null, begun?.to ?? null];
    const { params, parameter } = withKnownAt(asked, knownAt);
    const known = parameter === undefined ? '' : ` AND recorded_at <= $${parameter}::int8`;
    const rows = await this.db.query<FiledCounty & { code: string }>(
      `SELECT county_code AS code, bool_or(simulated) AS simulated FROM declaration_filings
       WHERE indicator = $1 AND ${IN_FORCE('valid_to')}${known} AND ${BEGUN(3)} GROUP BY county_code`,
      params,
    );
    return new Map(rows.map((row) => [row.code, row]));
  }

  async count(): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(`SELECT count(*) FROM declarations`);
    return row?.count ?? 0;
  }
}
