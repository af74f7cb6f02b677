import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day } from '@youlu/vocabulary';
import { UNIT_COLUMNS } from '../register/unit-lookup.query';
import type { UnitVersion } from '../register/unit-version';

const VERSIONS_MAX = 1_000;
/** `code@date`: what the code meant on the day of that edition, for good. */
const UNIT_ID = /^(\d+)@(\d{4}-\d{2}-\d{2})$/;

/** The lives of units: every stretch of every unit that ever had a code, or one unit's by its id. */
@Injectable()
export class UnitLife {
  constructor(private readonly db: Database) {}

  /**
   * @param codeOrId a code, or any id that a unit ever had: where two turned out to be one, the id
   *   that gave way still finds it
   */
  async of(codeOrId: string): Promise<UnitVersion[]> {
    const [, code, date] = UNIT_ID.exec(codeOrId) ?? [];
    return this.db.query<UnitVersion>(
      `SELECT ${UNIT_COLUMNS} FROM unit_versions WHERE unit_id IN (
         SELECT unit_id FROM unit_versions WHERE code = $1 AND ($2::date IS NULL
           OR (valid_from <= $2 AND (valid_to IS NULL OR $2 < valid_to))))
       ORDER BY unit_id, valid_from LIMIT ${VERSIONS_MAX}`,
      [code ?? codeOrId, date ?? null],
    );
  }

  /** Those of these codes that are units on a day, by code. */
  async onDay(codes: readonly string[], day: Day): Promise<UnitVersion[]> {
    return this.db.query<UnitVersion>(
      `SELECT ${UNIT_COLUMNS} FROM unit_versions
       WHERE code = ANY($1) AND valid_from <= $2 AND (valid_to IS NULL OR $2 < valid_to)
       ORDER BY code`,
      [codes, day],
    );
  }
}
