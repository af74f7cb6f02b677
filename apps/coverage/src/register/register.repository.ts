import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import type { UnitVersion } from './unit-version';

export interface RegisterRecord {
  readonly registerDate: Day;
  readonly name: string;
  readonly source: string;
  readonly licence: string;
  readonly digest: string;
  readonly units: number;
  readonly byKind: Record<string, number>;
  readonly recordedAt: Instant;
}

const VERSION_COLUMNS = {
  unit_id: 'text',
  version: 'int4',
  code: 'text',
  name: 'text',
  level: 'int2',
  kind: 'text',
  parent_code: 'text',
  valid_from: 'date',
  valid_to: 'date',
  register_date: 'date',
} as const;

@Injectable()
export class RegisterRepository {
  /** Loaded registers by date; the table is locked, so that two imports go one after the other. */
  async lockAll(tx: Tx): Promise<{ registerDate: Day; digest: string }[]> {
    await tx.execute('LOCK TABLE registers IN SHARE ROW EXCLUSIVE MODE');
    return tx.query(
      `SELECT register_date AS "registerDate", digest FROM registers ORDER BY register_date`,
    );
  }

  async add(tx: Tx, record: RegisterRecord, versions: readonly UnitVersion[]): Promise<void> {
    await tx.execute(
      `INSERT INTO registers
         (register_date, name, source, licence, digest, units, by_kind, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        record.registerDate,
        record.name,
        record.source,
        record.licence,
        record.digest,
        record.units,
        JSON.stringify(record.byKind),
        record.recordedAt,
      ],
    );
    await tx.insertMany('unit_versions', VERSION_COLUMNS, versions.map(rowOf));
  }

  /** The units as they stood on a day. */
  async standingOn(tx: Tx, day: Day): Promise<UnitVersion[]> {
    return tx.query(
      `SELECT unit_id AS "unitId", version, code, name, level, kind, parent_code AS "parentCode",
              valid_from AS "validFrom", valid_to AS "validTo", register_date AS "registerDate"
       FROM unit_versions
       WHERE valid_from <= $1::date AND (valid_to IS NULL OR $1::date < valid_to) ORDER BY code`,
      [day],
    );
  }

  /** Moves where the validity of versions begins and ends; `version` is the new one. */
  async move(tx: Tx, versions: readonly UnitVersion[]): Promise<void> {
    await tx.execute(
      `UPDATE unit_versions u SET version = m.version, valid_from = m.valid_from, valid_to = m.valid_to
       FROM unnest($1::text[], $2::int4[], $3::date[], $4::date[])
         AS m(unit_id, version, valid_from, valid_to)
       WHERE u.unit_id = m.unit_id AND u.version = m.version - 1`,
      [
        versions.map((v) => v.unitId),
        versions.map((v) => v.version),
        versions.map((v) => v.validFrom),
        versions.map((v) => v.validTo),
      ],
    );
  }
}

function rowOf(v: UnitVersion): unknown[] {
  return [
    v.unitId,
    v.version,
    v.code,
    v.name,
    v.level,
    v.kind,
    v.parentCode,
    v.validFrom,
    v.validTo,
    v.registerDate,
  ];
}
