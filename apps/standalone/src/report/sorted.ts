/** Joins the parts of a sort key; lower than any character, so that a code stands before its children. */
export const THEN = '\u0000';

/** By plain code points, so that the order is the same on every machine. */
export function sorted<T>(rows: T[], keyOf: (row: T) => string): T[] {
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  return keyed.map(({ row }) => row);
}
