import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import { type Day, parentPrefix } from '@youlu/vocabulary';
import { plainText, writingsOf } from '../lineage/names/place-name';
import { UNIT_COLUMNS } from '../register/unit-lookup.query';
import type { UnitVersion } from '../register/unit-version';

/** Comes after every character of a name in the order of bytes. */
const AFTER_ALL = '\u{10ffff}';

export interface NamedUnit {
  readonly unit: UnitVersion;
  /** What it lies in, from the top down. */
  readonly path: readonly { readonly code: string; readonly name: string }[];
}

const NAME = `coalesce(plain_name, name) COLLATE "C"`;

/**
 * Finds units by the beginning of their names, however they are written (full width, traditional
 * characters, 村委会 for 村民委员会): names repeat, so each is told with what it lies in.
 */
@Injectable()
export class UnitsByName {
  constructor(private readonly db: Database) {}

  async page(
    { name, asOf, within }: { name: string; asOf: Day; within?: string | undefined },
    after: string,
    limit: number,
  ): Promise<NamedUnit[]> {
    const plain = plainText(name);
    const { begin, writings } = writingsOf(plain);
    const units = await this.db.query<UnitVersion>(
      `SELECT ${UNIT_COLUMNS} FROM unit_versions
       WHERE ${NAME} >= $1 AND ${NAME} < $2 AND code > $3
         AND (starts_with(coalesce(plain_name, name), $7) OR coalesce(plain_name, name) = ANY($8))
         AND valid_from <= $4 AND (valid_to IS NULL OR $4 < valid_to)
         AND ($5::text IS NULL OR starts_with(code, $5))
       ORDER BY code LIMIT $6`,
      [begin, `${begin}${AFTER_ALL}`, after, asOf, within ?? null, limit, plain, writings],
    );
    const above = await this.names(
      [...new Set(units.flatMap(({ code }) => ancestors(code)))],
      asOf,
    );
    return units.map((unit) => ({
      unit,
      path: ancestors(unit.code).map((code) => ({ code, name: above.get(code) ?? '' })),
    }));
  }

  private async names(codes: readonly string[], day: Day): Promise<Map<string, string>> {
    const rows = await this.db.query<{ code: string; name: string }>(
      `SELECT code, name FROM unit_versions
       WHERE code = ANY($1) AND valid_from <= $2 AND (valid_to IS NULL OR $2 < valid_to)`,
      [codes, day],
    );
    return new Map(rows.map(({ code, name }) => [code, name]));
  }
}

function ancestors(code: string): string[] {
  const above: string[] = [];
  for (let next = parentPrefix(code); next !== undefined; next = parentPrefix(next)) {
    above.unshift(next);
  }
  return above;
}
