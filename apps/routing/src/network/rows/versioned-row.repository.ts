import { Injectable } from '@nestjs/common';
import type { ColumnTypes, Tx } from '@youlu/persistence';
import type { VersionedRow } from './row-change';
import { idOf, type Column, type Reference, type RowKind } from './row-kind';

/** Rows of any kind: the newest version in the kind's own table, every version in `network_history`. */
@Injectable()
export class VersionedRows {
  async byId<Row extends object>(
    tx: Tx,
    kind: RowKind<Row>,
    ids: readonly string[],
  ): Promise<Map<string, VersionedRow<Row>>> {
    const where = `WHERE ${kind.idColumn} = ANY($1)`;
    const found = await this.read(tx, kind, where, [ids]);
    return new Map(found.map((stored) => [idOf(kind, stored.row), stored]));
  }

  /** All rows of a kind, in no promised order. */
  async all<Row extends object>(tx: Tx, kind: RowKind<Row>): Promise<Row[]> {
    return (await this.read(tx, kind, '', [])).map(({ row }) => row);
  }

  /** Which of these ids a reference can point at. */
  async known<Row>(
    tx: Tx,
    reference: Reference<Row>,
    ids: readonly string[],
  ): Promise<Set<string>> {
    const { table, column } = reference;
    const rows = await tx.query<{ id: string }>(
      `SELECT ${column} AS id FROM ${table} WHERE ${column} = ANY($1)`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async store<Row extends object>(
    tx: Tx,
    kind: RowKind<Row>,
    newest: readonly VersionedRow<Row>[],
  ): Promise<void> {
    const fields = fieldsOf(kind);
    const types: Record<string, string> = { version: 'int4' };
    for (const [, { name, type }] of fields) types[name] = type;
    const key = kind.idColumn;
    const replaced = Object.keys(types).filter((name) => name !== key);
    await tx.insertMany(
      kind.table,
      types satisfies ColumnTypes,
      newest.map(({ version, row }) => [version, ...fields.map(([field]) => row[field])]),
      `ON CONFLICT (${key}) DO UPDATE SET ${replaced.map((n) => `${n} = excluded.${n}`).join(', ')}`,
    );
  }

  async remember<Row extends object>(
    tx: Tx,
    kind: RowKind<Row>,
    versions: readonly VersionedRow<Row>[],
    recordedAt: number,
  ): Promise<void> {
    await tx.insertMany(
      'network_history',
      { id: 'text', kind: 'text', version: 'int4', content: 'jsonb', recorded_at: 'int8' },
      versions.map(({ version, row }) => [idOf(kind, row), kind.word, version, row, recordedAt]),
    );
  }

  private async read<Row extends object>(
    tx: Tx,
    kind: RowKind<Row>,
    where: string,
    params: readonly unknown[],
  ): Promise<VersionedRow<Row>[]> {
    const fields = fieldsOf(kind);
    const columns = fields.map(([field, { name }]) => `${name} AS "${field}"`);
    const rows = await tx.query<Row & { version: number }>(
      `SELECT version, ${columns.join(', ')} FROM ${kind.table} ${where}`,
      params,
    );
    return rows.map(({ version, ...row }) => ({ version, row: row as unknown as Row }));
  }
}

function fieldsOf<Row extends object>(kind: RowKind<Row>): [keyof Row & string, Column][] {
  return Object.entries(kind.columns) as [keyof Row & string, Column][];
}
