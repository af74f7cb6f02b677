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
    await tx.insertMany(
      'unit_versions',
      {
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
      },
      versions.map((v) => [
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
      ]),
    );
  }
}
