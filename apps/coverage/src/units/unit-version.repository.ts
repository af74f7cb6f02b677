import { Injectable } from '@nestjs/common';
import { BinaryCopy, type Tx } from '@youlu/persistence';
import type { UnitVersion } from '../register/unit-version';
import { plainText } from '../lineage/names/place-name';
import { UNIT_COLUMNS } from '../register/unit-lookup.query';

const TYPES = [
  ...(['text', 'text', 'int4', 'text', 'text', 'int2', 'text', 'text'] as const),
  ...(['date', 'date', 'date', 'text'] as const),
];

@Injectable()
export class UnitVersionRepository {
  /** Every version of every unit that ever lay in a region. */
  async ofRegion(tx: Tx, region: string): Promise<Map<string, UnitVersion>> {
    const rows = await tx.query<UnitVersion>(
      `SELECT ${UNIT_COLUMNS} FROM unit_versions WHERE code >= $1 AND code < $2`,
      [region, `${region}:`], // ':' comes after '9'
    );
    return new Map(rows.map((row) => [row.versionId, row]));
  }

  async add(tx: Tx, versions: readonly UnitVersion[]): Promise<void> {
    if (versions.length === 0) return;
    const copy = new BinaryCopy(TYPES);
    for (const v of versions) {
      copy.add([
        ...[v.unitId, v.versionId, v.version, v.code, v.name, v.level, v.kind, v.parentCode],
        ...[v.validFrom, v.validTo, v.registerDate, plainName(v)],
      ]);
    }
    await tx.copyInBinary(
      `COPY unit_versions (unit_id, version_id, version, code, name, level, kind, parent_code,
         valid_from, valid_to, register_date, plain_name) FROM STDIN BINARY`,
      copy.finish(),
    );
  }

  /** Code and level of a version never change: its id is made of them. */
  async change(tx: Tx, versions: readonly UnitVersion[]): Promise<void> {
    if (versions.length === 0) return;
    await tx.execute(
      `UPDATE unit_versions u SET unit_id = m.unit_id, version = m.version, name = m.name,
         kind = m.kind, valid_from = m.valid_from, valid_to = m.valid_to, plain_name = m.plain_name
       FROM unnest($1::text[], $2::text[], $3::int4[], $4::text[], $5::text[], $6::date[],
                   $7::date[], $8::text[])
         AS m(version_id, unit_id, version, name, kind, valid_from, valid_to, plain_name)
       WHERE u.version_id = m.version_id`,
      [
        versions.map((v) => v.versionId),
        versions.map((v) => v.unitId),
        versions.map((v) => v.version),
        versions.map((v) => v.name),
        versions.map((v) => v.kind),
        versions.map((v) => v.validFrom),
        versions.map((v) => v.validTo),
        versions.map(plainName),
      ],
    );
  }

  async remove(tx: Tx, versions: readonly UnitVersion[]): Promise<void> {
    if (versions.length === 0) return;
    await tx.execute(`DELETE FROM unit_versions WHERE version_id = ANY($1)`, [
      versions.map((v) => v.versionId),
    ]);
  }
}

/** The form in which the name is looked for; nothing, where it is written so. */
function plainName({ name }: UnitVersion): string | null {
  const plain = plainText(name);
  return plain === name ? null : plain;
}
