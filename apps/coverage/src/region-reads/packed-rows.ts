/**
 * A region is 9,000 rows, and handing over rows costs more than finding them. Packed, a read is one
 * row whose columns are comma-joined lists: nothing in them may hold a comma.
 */
export function packedSql(select: string, columns: readonly string[]): string {
  const lists = columns.map((column) => {
    return `string_agg(coalesce("${column}"::text, ''), ',') AS "${column}"`;
  });
  return `SELECT ${lists.join(', ')} FROM (${select}) AS r`;
}

/** The one row of a packed read; all columns are NULL where it found nothing. */
export type PackedRow<Column extends string> = Readonly<Record<Column, string | null>>;

/** The lists of a packed row, each as long as the read had rows; NULL is the empty text. */
export function unpackRows<Column extends string>(
  row: PackedRow<Column> | undefined,
  columns: readonly [Column, ...Column[]],
): Record<Column, string[]> & { readonly length: number } {
  // string_agg of nothing is NULL; of one empty text it is ''.
  const lists = columns.map((column) => [column, row?.[column]?.split(',') ?? []] as const);
  const length = lists[0]?.[1].length ?? 0;
  return { ...(Object.fromEntries(lists) as Record<Column, string[]>), length };
}
