import { BinaryWriter, type FieldType, type FieldValue } from './binary-writer';

/** `pg_type.oid` of the elements. */
const OIDS: Readonly<Record<FieldType, number>> = {
  bool: 16,
  bytea: 17,
  char: 18,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  date: 1082,
  uuid: 2950,
};
const HEADER_BYTES = 20;
const BYTES_OF_VALUE = 24;

/**
 * A column of values as one parameter `$n::type[]` in PostgreSQL's binary array format: no quoting
 * here and no parsing there, half of what the text form costs. null and undefined are NULL.
 * Source: `array_send` in PostgreSQL's src/backend/utils/adt/arrayfuncs.c.
 */
export function binaryArray(type: FieldType, values: readonly FieldValue[]): Buffer {
  return binaryColumn(type, values, (value) => value);
}

/** The same of one value of each row: hot paths need no list of them. */
export function binaryColumn<Row>(
  type: FieldType,
  rows: readonly Row[],
  valueOf: (row: Row) => FieldValue,
): Buffer {
  const writer = new BinaryWriter(HEADER_BYTES + rows.length * BYTES_OF_VALUE);
  const dimensions = rows.length === 0 ? 0 : 1;
  const mayHoldNulls = 1; // a hint: the server looks at every element anyway
  writer.int32(dimensions);
  writer.int32(mayHoldNulls);
  writer.int32(OIDS[type]);
  if (dimensions === 1) {
    writer.int32(rows.length);
    writer.int32(1); // the first index
  }
  for (const row of rows) writer.field(type, valueOf(row));
  return writer.finish();
}
