import type { Database, Tx } from '@youlu/persistence';
import { applyBatch } from './apply-batch';
import type { BatchHandler } from './batch-handler';
import { WHOLE_RECORD } from './dead-letters';
import type { RowPosition } from './event-batch';

export interface ReplayOptions {
  /** Only letters of this consumer. */
  readonly consumer?: string;
  /** Letters to try at most; default 1,000. */
  readonly limit?: number;
}

export interface ReplayResult {
  readonly replayed: number;
  readonly stillParked: number;
}

interface Letter {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly row_index: number;
  readonly value: Buffer;
}

/**
 * Hands parked letters to their handlers again, oldest first, each in a transaction of its own that
 * also removes the letter. What fails again stays where it is.
 */
export async function replayDeadLetters(
  db: Database,
  handlers: readonly BatchHandler[],
  { consumer, limit = 1_000 }: ReplayOptions,
): Promise<ReplayResult> {
  const letters = await db.query<Letter>(
    `SELECT consumer, topic, partition, "offset", row_index, value FROM dead_letters
      WHERE $1::text IS NULL OR consumer = $1
      ORDER BY parked_at, topic, partition, "offset", row_index LIMIT $2`,
    [consumer ?? null, limit],
  );
  let replayed = 0;
  for (const letter of letters) {
    const handler = handlers.find(
      (h) => h.consumer === letter.consumer && h.topic === letter.topic,
    );
    if (handler && (await replayOne(db, handler, letter))) replayed++;
  }
  return { replayed, stillParked: letters.length - replayed };
}

async function replayOne(db: Database, handler: BatchHandler, letter: Letter): Promise<boolean> {
  const rows = rowsOf(handler, letter);
  if (!rows || rows.some((row) => handler.faultOf(row) !== undefined)) return false;
  const positions = rows.map((_, i): RowPosition => ({
    partition: letter.partition,
    offset: String(letter.offset),
    row: letter.row_index === WHOLE_RECORD ? i : letter.row_index,
  }));
  const remove = (tx: Tx): Promise<number> =>
    tx.execute(
      `DELETE FROM dead_letters WHERE consumer = $1 AND topic = $2 AND partition = $3
          AND "offset" = $4 AND row_index = $5`,
      [letter.consumer, letter.topic, letter.partition, letter.offset, letter.row_index],
    );
  const parked = await applyBatch(db, handler, { rows, positions, letters: [] }, remove);
  return parked === 0;
}

function rowsOf(handler: BatchHandler, letter: Letter): unknown[] | undefined {
  if (letter.row_index !== WHOLE_RECORD) return [JSON.parse(letter.value.toString('utf8'))];
  const decoded = handler.decode(letter.value);
  return decoded.kind === 'rows' ? [...decoded.rows] : undefined;
}
