import type { Tx } from './database';

/**
 * The rows of a statement a piece at a time, by a cursor: it runs once, and memory holds one piece. One in
 * a transaction, which closes it.
 */
export async function* inPieces<Row>(
  tx: Tx,
  rowsAtOnce: number,
  select: string,
  params: readonly unknown[] = [],
): AsyncGenerator<Row[]> {
  await tx.execute(`DECLARE pieces NO SCROLL CURSOR FOR ${select}`, params);
  for (;;) {
    const rows = await tx.query<Row>(`FETCH ${rowsAtOnce} FROM pieces`);
    yield rows;
    if (rows.length < rowsAtOnce) return;
  }
}
