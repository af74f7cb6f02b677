import { types } from 'pg';

/** Type ids of PostgreSQL's catalog, `pg_type.oid`. */
const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;

function exactInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`Beyond exact integers: ${text}`);
  return value;
}

const asText = (text: string): string => text;
/** One-dimensional arrays of elements that need no quotes. */
const arrayOf =
  <T>(element: (text: string) => T) =>
  (text: string): (T | null)[] =>
    text === '{}'
      ? []
      : text
          .slice(1, -1)
          .split(',')
          .map((entry) => (entry === 'NULL' ? null : element(entry)));

/**
 * How results become JavaScript: int8 as an exact number, dates as 'YYYY-MM-DD' (a Date would bring
 * a time zone into a day), everything else as node-postgres does. Given to our clients only.
 */
export const clientTypes = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (format === 'binary') return types.getTypeParser(oid, 'binary');
    switch (oid) {
      case INT8:
        return exactInteger;
      case INT8_ARRAY:
        return arrayOf(exactInteger);
      case DATE:
        return asText;
      case DATE_ARRAY:
        return arrayOf(asText);
      default:
        return types.getTypeParser(oid, 'text');
    }
  },
};
