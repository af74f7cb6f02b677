import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import { type Day, type Instant, isDay } from '@youlu/vocabulary';
import { UNIT_COLUMNS } from '../register/unit-lookup.query';
import type { Stretch } from '../units/unit-stretches';
import { LivesAsKnown } from './lives-as-known.query';

/** A thousand editions of one code; more are told to be there. */
const VERSIONS_MAX = 1_000;
/** `code@date`: what the code meant on the day of that edition, for good. */
const UNIT_ID = /^(\d+)@(\d{4}-\d{2}-\d{2})$/;

/** The lives of units: every stretch of every unit that ever had a code, or one unit's by its id. */
@Injectable()
export class UnitLife {
  constructor(
    private readonly db: Database,
    private readonly asKnown: LivesAsKnown,
  ) {}

  /**
   * @param codeOrId a code, or any id that a unit ever had: where two turned out to be one, the id
   *   that gave way still finds it
   * @param knownAt by the registers and changes that were recorded by then; now, if left away
   */
  async of(
    codeOrId: string,
    knownAt?: Instant,
  ): Promise<{ versions: Stretch[]; isWhole: boolean }> {
    const [, code, date] = UNIT_ID.exec(codeOrId) ?? [];
    if (date !== undefined && !isDay(date)) return { versions: [], isWhole: true };
    const told =
      knownAt === undefined
        ? await this.now(code ?? codeOrId, date ?? null)
        : await this.asKnown.of(code ?? codeOrId, date ?? null, knownAt);
    return { versions: told.slice(0, VERSIONS_MAX), isWhole: told.length <= VERSIONS_MAX };
  }

  private now(code: string, day: Day | null): Promise<Stretch[]> {
    return this.db.query<Stretch>(
      `SELECT ${UNIT_COLUMNS} FROM unit_versions WHERE unit_id IN (
         SELECT unit_id FROM unit_versions WHERE code = $1 AND ($2::date IS NULL
           OR (valid_from <= $2 AND (valid_to IS NULL OR $2 < valid_to))))
       ORDER BY unit_id, valid_from LIMIT ${VERSIONS_MAX + 1}`,
      [code, day],
    );
  }

  /** Those of these codes that are units on a day, by code. */
  async onDay(codes: readonly string[], day: Day, knownAt?: Instant): Promise<Stretch[]> {
    if (knownAt !== undefined) return this.asKnown.onDay(codes, day, knownAt);
    return this.db.query<Stretch>(
      `SELECT ${UNIT_COLUMNS} FROM unit_versions
       WHERE code = ANY($1) AND valid_from <= $2 AND (valid_to IS NULL OR $2 < valid_to)
       ORDER BY code`,
      [codes, day],
    );
  }
}
