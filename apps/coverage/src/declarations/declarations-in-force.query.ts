import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Indicator } from '@youlu/vocabulary';
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
const IN_FORCE = `valid_from <= $2::date AND (valid_to IS NULL OR $2::date < valid_to)`;

/** What was declared on a day: [from, to). A unit with several declarations is one row. */
@Injectable()
export class DeclarationsInForce {
  constructor(private readonly db: Database) {}

  /** For every declared unit within `place`. */
  async on(indicator: Indicator, place: string, day: Day): Promise<DeclarationInForce[]> {
    const select = `SELECT unit_code AS "unitCode", min(valid_from) AS "from",
              max(frequency_per_week) AS "frequencyPerWeek", bool_or(simulated) AS simulated
       FROM declarations
       WHERE indicator = $1 AND ${IN_FORCE} AND unit_code >= $3 AND unit_code < $3 || ':'
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

  /** Codes of the counties that have filed that their declaration is complete. */
  async filedCounties(indicator: Indicator, day: Day): Promise<Set<string>> {
    const rows = await this.db.query<{ code: string }>(
      `SELECT DISTINCT county_code AS code FROM declaration_filings
       WHERE indicator = $1 AND ${IN_FORCE}`,
      [indicator, day],
    );
    return new Set(rows.map(({ code }) => code));
  }

  async count(): Promise<number> {
    const [row] = await this.db.query<{ count: number }>(`SELECT count(*) FROM declarations`);
    return row?.count ?? 0;
  }
}
