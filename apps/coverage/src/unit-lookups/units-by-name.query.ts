import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import { type Day, type Instant, parentPrefix } from '@youlu/vocabulary';
import { plainText, writingsOf } from '../lineage/names/place-name';
import { UNIT_COLUMNS } from '../register/unit-lookup.query';
import type { Stretch } from '../units/unit-stretches';
import { LivesAsKnown, type StatedCode } from './lives-as-known.query';
import { UnitLife } from './unit-life.query';

/** Comes after every character of a name in the order of bytes. */
const AFTER_ALL = '\u{10ffff}';

export interface NamedUnit {
  readonly unit: Stretch;
  /** What it lies in, from the top down. */
  readonly path: readonly { readonly code: string; readonly name: string }[];
}

interface NameAsked {
  readonly name: string;
  readonly asOf: Day;
  readonly within?: string | undefined;
  /** By the registers and changes that were recorded by then; now, if left away. */
  readonly knownAt?: Instant | undefined;
}

const NAME = `coalesce(plain_name, name) COLLATE "C"`;
/** SQL: that a unit of `within` ($6) after a code ($5) is called so ($1 to $4). */
const IS_CALLED = `${NAME} >= $1 AND ${NAME} < $2 AND code > $5
  AND (starts_with(coalesce(plain_name, name), $3) OR coalesce(plain_name, name) = ANY($4))
  AND ($6::text IS NULL OR starts_with(code, $6))`;

/**
 * Finds units by the beginning of their names, however they are written (full width, traditional
 * characters, 村委会 for 村民委员会): names repeat, so each is told with what it lies in.
 */
@Injectable()
export class UnitsByName {
  constructor(
    private readonly db: Database,
    private readonly lives: UnitLife,
    private readonly asKnown: LivesAsKnown,
  ) {}

  async page(asked: NameAsked, after: string, limit: number): Promise<NamedUnit[]> {
    const { asOf, knownAt } = asked;
    const units =
      knownAt === undefined
        ? await this.now(asked, after, limit)
        : await this.asKnown.page(
            (dates, last, size) => this.stated(asked, dates, last, size),
            { day: asOf, knownAt },
            after,
            limit,
          );
    const codes = [...new Set(units.flatMap(({ code }) => ancestors(code)))];
    const above = await this.lives.onDay(codes, asOf, knownAt);
    const names = new Map(above.map(({ code, name }) => [code, name]));
    return units.map((unit) => ({
      unit,
      path: ancestors(unit.code).map((code) => ({ code, name: names.get(code) ?? '' })),
    }));
  }

  private now(asked: NameAsked, after: string, limit: number): Promise<Stretch[]> {
    return this.db.query<Stretch>(
      `SELECT ${UNIT_COLUMNS} FROM unit_versions
       WHERE ${IS_CALLED} AND valid_from <= $7 AND (valid_to IS NULL OR $7 < valid_to)
       ORDER BY code LIMIT $8`,
      [...calledParams(asked, after), asked.asOf, limit],
    );
  }

  /** Every name that an edition states is a version's: there it has an index, and its plain form. */
  private stated(
    asked: NameAsked,
    dates: readonly Day[],
    after: string,
    size: number,
  ): Promise<StatedCode[]> {
    return this.db.query<StatedCode>(
      `SELECT code, array_agg(DISTINCT name) AS names FROM unit_versions u
       WHERE ${IS_CALLED} AND EXISTS (SELECT 1 FROM register_rows r
         WHERE r.register_date = ANY($7::date[]) AND r.code = u.code AND r.name = u.name)
       GROUP BY code ORDER BY code LIMIT $8`,
      [...calledParams(asked, after), dates, size],
    );
  }
}

function calledParams({ name, within }: NameAsked, after: string): unknown[] {
  const plain = plainText(name);
  const { begin, writings } = writingsOf(plain);
  return [begin, `${begin}${AFTER_ALL}`, plain, writings, after, within ?? null];
}

function ancestors(code: string): string[] {
  const above: string[] = [];
  for (let next = parentPrefix(code); next !== undefined; next = parentPrefix(next)) {
    above.unshift(next);
  }
  return above;
}
