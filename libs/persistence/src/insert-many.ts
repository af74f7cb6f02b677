import { binaryArray } from './binary/binary-array';
import type { FieldType, FieldValue } from './binary/binary-writer';
import type { ColumnTypes } from './database';

/** One statement of a bulk insert. */
export interface BulkStatement {
  readonly sql: string;
  readonly params: unknown[];
}

const ROWS_PER_STATEMENT = 10_000;

/**
 * Rows as `INSERT … SELECT … FROM unnest($1::t[], …)`: one parameter a column, whatever the number
 * of rows, so the statement stays the same text. Array columns travel as text (unnest would flatten
 * them), JSON columns as JSON text.
 */
export function bulkInsert(
  table: string,
  columns: ColumnTypes,
  rows: readonly (readonly unknown[])[],
  conflict = '',
): BulkStatement[] {
  const names = Object.keys(columns);
  const types = Object.values(columns);
  const list = names.map(quoted).join(', ');
  const wire = types.map((type) => `${type.endsWith('[]') ? 'text' : type}[]`);
  const picked = names.map((name, i) => {
    const type = types[i] as string;
    return type.endsWith('[]') ? `u.${quoted(name)}::${type}` : `u.${quoted(name)}`;
  });
  const sql =
    `INSERT INTO ${table} (${list}) SELECT ${picked.join(', ')} ` +
    `FROM unnest(${wire.map((type, i) => `$${i + 1}::${type}`).join(', ')}) AS u(${list}) ${conflict}`;

  const statements: BulkStatement[] = [];
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT) {
    const part = rows.slice(from, from + ROWS_PER_STATEMENT);
    const params = types.map((type, i) =>
      columnOf(
        type,
        part.map((row) => row[i]),
      ),
    );
    statements.push({ sql, params });
  }
  return statements;
}

function quoted(identifier: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(identifier)) throw new Error(`Not a column name: '${identifier}'`);
  return `"${identifier}"`;
}

const BINARY: ReadonlyMap<string, FieldType> = new Map([
  ...(['int8', 'int4', 'int2', 'text', 'bytea', 'date', 'bool', 'uuid'] as const).map(
    (type) => [type, type] as const,
  ),
  ['bigint', 'int8'],
  ['integer', 'int4'],
  ['smallint', 'int2'],
  ['boolean', 'bool'],
]);

function columnOf(type: string, values: readonly unknown[]): unknown {
  const binary = BINARY.get(type);
  if (binary !== undefined) return binaryArray(binary, values as readonly FieldValue[]);
  return values.map((value) => onTheWire(type, value));
}

function onTheWire(type: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (type === 'json' || type === 'jsonb') return JSON.stringify(value);
  return type.endsWith('[]') ? arrayLiteral(value as readonly unknown[]) : value;
}

/** PostgreSQL's text form of a one-dimensional array. */
function arrayLiteral(values: readonly unknown[]): string {
  const parts = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (typeof value !== 'string') throw new TypeError('Array columns hold text and numbers only');
    return `"${value.replace(/[\\"]/g, '\\$&')}"`;
  });
  return `{${parts.join(',')}}`;
}
