import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { CODE_LENGTHS, type Day, parentPrefix, type UnitKind } from '@youlu/vocabulary';
import type { RegisterRow } from './register-row';

type Reader = Pick<Tx, 'query'>;

const LEVEL_OF_LENGTH = new Map(
  Object.entries(CODE_LENGTHS).map(([level, length]) => [length, Number(level)]),
);

/** An edition of the register exactly as it was stated. */
@Injectable()
export class EditionRows {
  /** The loaded editions, oldest first; `ordinal` is the how-manieth each was to be loaded. */
  async loaded(reader: Reader): Promise<{ date: Day; ordinal: number }[]> {
    return reader.query(
      `SELECT register_date AS date, ordinal FROM registers ORDER BY register_date`,
    );
  }

  /** The rows of a region, by code. */
  async ofRegion(reader: Reader, registerDate: Day, region: string): Promise<RegisterRow[]> {
    const rows = await reader.query<{ code: string; name: string; kind: UnitKind }>(
      `SELECT code, name, kind FROM register_rows
       WHERE register_date = $1 AND code >= $2 AND code < $3 ORDER BY code`,
      [registerDate, region, `${region}:`], // ':' comes after '9'
    );
    return rows.map(rowOf);
  }

  /** Those of these codes that an edition states, by code. */
  async some(
    reader: Reader,
    registerDate: Day,
    codes: readonly string[],
  ): Promise<Map<string, RegisterRow>> {
    const rows = await reader.query<{ code: string; name: string; kind: UnitKind }>(
      `SELECT code, name, kind FROM register_rows WHERE register_date = $1 AND code = ANY($2)`,
      [registerDate, codes],
    );
    return new Map(rows.map((row) => [row.code, rowOf(row)]));
  }

  /** The regions of an edition: its provinces. */
  async regions(reader: Reader, registerDate: Day): Promise<string[]> {
    const rows = await reader.query<{ code: string }>(
      `SELECT code FROM register_rows
       WHERE register_date = $1 AND length(code) = 2 ORDER BY code`,
      [registerDate],
    );
    return rows.map(({ code }) => code);
  }

  /** What two editions say of the codes of which they do not say the same; null where one is silent. */
  async notTheSame(
    reader: Reader,
    earlier: Day,
    later: Day,
  ): Promise<{ earlier: RegisterRow | null; later: RegisterRow | null }[]> {
    const rows = await reader.query<{
      code: string;
      earlierName: string | null;
      earlierKind: UnitKind | null;
      laterName: string | null;
      laterKind: UnitKind | null;
    }>(
      `SELECT code, e.name AS "earlierName", e.kind AS "earlierKind",
              l.name AS "laterName", l.kind AS "laterKind"
       FROM (SELECT code, name, kind FROM register_rows WHERE register_date = $1) e
       FULL JOIN (SELECT code, name, kind FROM register_rows WHERE register_date = $2) l
         USING (code)
       WHERE e.name IS DISTINCT FROM l.name OR e.kind IS DISTINCT FROM l.kind ORDER BY code`,
      [earlier, later],
    );
    const side = (code: string, name: string | null, kind: UnitKind | null) =>
      name === null || kind === null ? null : rowOf({ code, name, kind });
    return rows.map((row) => ({
      earlier: side(row.code, row.earlierName, row.earlierKind),
      later: side(row.code, row.laterName, row.laterKind),
    }));
  }
}

/** Level and parent are functions of the code: a register in which they are not is refused. */
function rowOf({ code, name, kind }: { code: string; name: string; kind: UnitKind }): RegisterRow {
  const level = LEVEL_OF_LENGTH.get(code.length) ?? 0;
  return { code, name, level, kind, parentCode: parentPrefix(code) ?? null };
}
