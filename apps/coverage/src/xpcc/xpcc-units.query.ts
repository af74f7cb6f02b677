import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { UnknownXpccUnit } from './xpcc.errors';
import type { XpccUnit } from './xpcc-unit';

export interface XpccUnitOnDay extends XpccUnit {
  readonly registerDate: Day;
  readonly simulated: boolean;
}

export interface XpccAsked {
  readonly asOf: Day;
  /** By the lists that were loaded by then; now, if left away. */
  readonly knownAt: Instant | undefined;
}

interface XpccPageAsked extends XpccAsked {
  readonly parent?: string | undefined;
  readonly level?: string | undefined;
}

/** Of the list in force on a day ($1), of those that were loaded by an instant ($2) or are now. */
const SELECTED = `SELECT u.code, u.name, u.level, u.parent_code AS "parentCode",
    u.division_codes AS "divisionCodes", u.register_date AS "registerDate", r.simulated
  FROM xpcc_units u JOIN xpcc_registers r USING (register_date)
  WHERE u.register_date = (SELECT max(register_date) FROM xpcc_registers WHERE register_date <= $1
    AND ($2::int8 IS NULL OR recorded_at <= $2))`;

/** The XPCC's units by its own list in force on a day. */
@Injectable()
export class XpccUnits {
  constructor(private readonly db: Database) {}

  async page(
    { parent, level, ...when }: XpccPageAsked,
    after: string,
    limit: number,
  ): Promise<XpccUnitOnDay[]> {
    return this.db.query(
      `${SELECTED} AND u.code > $3 AND ($4::text IS NULL OR u.parent_code = $4)
         AND ($5::text IS NULL OR u.level = $5) ORDER BY u.code LIMIT $6`,
      [...listOf(when), after, parent ?? null, level ?? null, limit],
    );
  }

  /** A unit and what it lies in, from the top down. @throws UnknownXpccUnit */
  async withPath(code: string, when: XpccAsked): Promise<XpccUnitOnDay[]> {
    const path: XpccUnitOnDay[] = [];
    for (let next: string | null = code; next !== null;) {
      const [unit]: XpccUnitOnDay[] = await this.db.query(`${SELECTED} AND u.code = $3`, [
        ...listOf(when),
        next,
      ]);
      if (!unit) throw new UnknownXpccUnit(next, when.asOf);
      path.unshift(unit);
      next = unit.parentCode; // at most three: a list with a circle is refused
    }
    return path;
  }

  /** The units that lie over the ground of a division of the public register, or of parts of it. */
  async over(
    divisionCode: string,
    when: XpccAsked,
    after: string,
    limit: number,
  ): Promise<XpccUnitOnDay[]> {
    return this.db.query(
      `${SELECTED} AND EXISTS (SELECT 1 FROM unnest(u.division_codes) AS d(code)
         WHERE starts_with(d.code, $3)) AND u.code > $4 ORDER BY u.code LIMIT $5`,
      [...listOf(when), divisionCode, after, limit],
    );
  }
}

function listOf({ asOf, knownAt }: XpccAsked): unknown[] {
  return [asOf, knownAt ?? null];
}
