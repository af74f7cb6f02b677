import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Indicator, ServiceMode } from '@youlu/vocabulary';
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
const DECLARED = `${IN_FORCE('valid_to')} AND (ended_on IS NULL OR $2::date < ended_on)`;
const WITHIN = `unit_code >= $3 AND unit_code < $3 || ':'`;

/** What was declared on a day: [from, to). A unit with several declarations is one row. */
export interface FiledCounty {
  readonly simulated: boolean;
}

@Injectable()
export class DeclarationsInForce {
  constructor(private readonly db: Database) {}

  /** For every declared unit within `place`. */
  async on(indicator: Indicator, place: string, day: Day): Promise<DeclarationInForce[]> {
    const select = `SELECT unit_code AS "unitCode", min(valid_from) AS "from",
              max(frequency_per_week) AS "frequencyPerWeek", bool_or(simulated) AS simulated
       FROM declarations
       WHERE indicator = $1 AND ${DECLARED} AND ${WITHIN}
       GROUP BY unit_code`;
    const [packed] = await this.db.query<PackedRow<(typeof COLUMNS)[number]>>(
      packedSql(select, COLUMNS),
      [indicator, day, place],
    );
    const lists = unpackRows(packed, COLUMNS);
    return lists.unitCode.map((unitCode, i) => ({
      unitCode,
      from: lists.from[i] ?? '',
      frequencyPerWeek: Number(lists.frequencyPerWeek[i]) || null,
      simulated: lists.simulated[i] === 'true',
    }));
  }

  /** Each declared unit within `place` with each mode declared for it. */
  async modesOn(
    indicator: Indicator,
    place: string,
    day: Day,
  ): Promise<{ unitCode: string; mode: ServiceMode | 'unstated' }[]> {
    return this.db.query(
      `SELECT DISTINCT unit_code AS "unitCode", coalesce(mode, 'unstated') AS mode
       FROM declarations WHERE indicator = $1 AND ${DECLARED} AND ${WITHIN}`,
      [indicator, day, place],
    );
  }

  /** Codes of the counties that have filed that their declaration is complete. */
  async filedCounties(indicator: Indicator, day: Day): Promise<Map<string, FiledCounty>> {
    const rows = await this.db.query<FiledCounty & { code: string }>(
      `SELECT county_code AS code, bool_or(simulated) AS simulated FROM declaration_filings
       WHERE indicator = $1 AND ${IN_FORCE('valid_to')} GROUP BY county_code`,
      [indicator, day],
    );
    return new Map(rows.map((row) => [row.code, row]));
  }

  async count(): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(`SELECT count(*) FROM declarations`);
    return row?.count ?? 0;
  }
}
