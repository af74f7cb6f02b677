import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import { CODE_LENGTHS, type Day, type Instant } from '@youlu/vocabulary';
import { UnitLookup } from '../register/unit-lookup.query';
import type { Stretch } from '../units/unit-stretches';
import { LivesAsKnown, type StatedCode } from './lives-as-known.query';

const LENGTHS = Object.values(CODE_LENGTHS).sort((a, b) => a - b);

/** A day, and when it was known what stood on it; now, if left away. */
export interface DayAsKnown {
  readonly day: Day;
  readonly knownAt: Instant | undefined;
}

/** The unit that a code meant on a day, and those in it. */
@Injectable()
export class UnitsOnDay {
  constructor(
    private readonly db: Database,
    private readonly units: UnitLookup,
    private readonly asKnown: LivesAsKnown,
  ) {}

  async find(code: string, { day, knownAt }: DayAsKnown): Promise<Stretch | undefined> {
    if (knownAt === undefined) return this.units.onDay(code, day);
    const [unit] = await this.asKnown.onDay([code], day, knownAt);
    return unit;
  }

  /** Units directly in another one, by code, after `after`. */
  async children(
    parentCode: string,
    { day, knownAt }: DayAsKnown,
    after: string,
    limit: number,
  ): Promise<Stretch[]> {
    if (knownAt === undefined) return this.units.childrenOn(parentCode, day, after, limit);
    return this.asKnown.page(
      (dates, last, size) => this.statedIn(parentCode, dates, last, size),
      { day, knownAt },
      after,
      limit,
    );
  }

  /** What a unit lies in follows from its code, in every edition. */
  private async statedIn(
    parentCode: string,
    dates: readonly Day[],
    after: string,
    size: number,
  ): Promise<StatedCode[]> {
    const length = LENGTHS.find((one) => one > parentCode.length) ?? 0;
    return this.db.query(
      `SELECT code, array_agg(DISTINCT name) AS names FROM register_rows
       WHERE register_date = ANY($1::date[]) AND code > $2 AND code < $3 AND length(code) = $4
         AND code > $5 GROUP BY code ORDER BY code LIMIT $6`,
      [dates, parentCode, `${parentCode}:`, length, after, size], // ':' comes after '9'
    );
  }
}
