import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@youlu/persistence';
import type { Day, UnitKind } from '@youlu/vocabulary';
import type { UnitVersion } from './unit-version';

/** The columns of a `UnitVersion`. */
export const UNIT_COLUMNS = `unit_id AS "unitId", version_id AS "versionId", version, code, name, level, kind,
  parent_code AS "parentCode", valid_from AS "validFrom", valid_to AS "validTo",
  register_date AS "registerDate"`;
const HOLDS = (day: string): string =>
  `valid_from <= ${day} AND (valid_to IS NULL OR ${day} < valid_to)`;

/** Finds units by code. */
@Injectable()
export class UnitLookup {
  constructor(private readonly db: Database) {}

  /** The unit that a code meant on a day. */
  async onDay(code: string, day: Day): Promise<UnitVersion | undefined> {
    const sql = `SELECT ${UNIT_COLUMNS} FROM unit_versions WHERE code = $1 AND ${HOLDS('$2::date')}`;
    const [unit] = await this.db.query<UnitVersion>(sql, [code, day]);
    return unit;
  }

  /** Units directly in another one, by code, after `afterCode`. */
  async childrenOn(
    parentCode: string,
    day: Day,
    afterCode: string,
    limit: number,
  ): Promise<UnitVersion[]> {
    return this.db.query<UnitVersion>(
      `SELECT ${UNIT_COLUMNS} FROM unit_versions
       WHERE parent_code = $1 AND code > $3 AND ${HOLDS('$2::date')}
       ORDER BY code LIMIT $4`,
      [parentCode, day, afterCode, limit],
    );
  }

  /**
   * The kinds that each code has had in any edition; codes no edition knows are not in the map.
   * Asked inside a transaction, on its connection: waiting for a second with the first in hand is
   * how a pool comes to a standstill.
   */
  async kindsOf(tx: Tx, codes: readonly string[]): Promise<Map<string, UnitKind[]>> {
    const rows = await tx.query<{ code: string; kinds: UnitKind[] }>(
      `SELECT code, array_agg(DISTINCT kind) AS kinds FROM unit_versions
       WHERE code = ANY($1) GROUP BY code`,
      [codes],
    );
    return new Map(rows.map(({ code, kinds }) => [code, kinds]));
  }
}
