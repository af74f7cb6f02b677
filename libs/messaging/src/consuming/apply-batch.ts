import { type Database, type Tx, isDatabaseUnavailable, isRowsFault } from '@youlu/persistence';
import { DomainError } from '@youlu/vocabulary';
import type { BatchHandler } from './batch-handler';
import { type DeadLetter, jsonOf, park, reasonOf } from '../dead-letters/dead-letters';
import { ConsumerContext, EventBatch, type RowPosition } from './event-batch';

/** Rows of one topic for one transaction, and what was found unusable while decoding them. */
export interface BatchWork {
  readonly rows: unknown[];
  readonly positions: RowPosition[];
  readonly letters: DeadLetter[];
}

/**
 * Applies rows and parks letters in one transaction. When the handler fails because of a row, the
 * whole is tried again and halved down to the rows that fail by themselves; those are parked, the
 * rest is applied, still in one transaction.
 *
 * @returns the number of rows parked
 * @throws whatever may pass with time (the database is away, another service is): nothing was kept
 */
export async function applyBatch(
  db: Database,
  handler: BatchHandler,
  work: BatchWork,
): Promise<number> {
  const now = Date.now();
  try {
    await db.transaction(async (tx) => {
      const batch = new EventBatch(handler.topic, work.rows, work.positions);
      await handler.run(batch, new ConsumerContext(tx, now, handler.consumer));
      await park(tx, work.letters, now);
    });
    return work.letters.length;
  } catch (error) {
    if (!isThePayloadsFault(error)) throw error;
  }
  return db.transaction(async (tx) => {
    const letters = [...work.letters, ...(await applyApart(tx, handler, work, now))];
    await park(tx, letters, now);
    return letters.length;
  });
}

/** Applies the rows that do not fail by themselves; resolves to letters of those that do. */
export async function applyApart(
  tx: Tx,
  handler: BatchHandler,
  work: Pick<BatchWork, 'rows' | 'positions'>,
  now: number,
): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = [];
  await bisect(tx, handler, work, now, letters);
  return letters;
}

/** Halves until the rows that fail alone are found; depth is log2 of the rows, at most some 20. */
async function bisect(
  tx: Tx,
  handler: BatchHandler,
  { rows, positions }: { rows: unknown[]; positions: RowPosition[] },
  now: number,
  letters: DeadLetter[],
): Promise<void> {
  if (rows.length === 0) return;
  try {
    await tx.savepoint(() =>
      handler.run(
        new EventBatch(handler.topic, rows, positions),
        new ConsumerContext(tx, now, handler.consumer),
      ),
    );
    return;
  } catch (error) {
    if (!isThePayloadsFault(error)) throw error;
    if (rows.length === 1) {
      letters.push(letterOf(handler, rows[0], positions[0] as RowPosition, error));
      return;
    }
  }
  const middle = Math.ceil(rows.length / 2);
  for (const [from, to] of [
    [0, middle],
    [middle, rows.length],
  ]) {
    const half = { rows: rows.slice(from, to), positions: positions.slice(from, to) };
    await bisect(tx, handler, half, now, letters);
  }
}

function letterOf(
  handler: BatchHandler,
  row: unknown,
  position: RowPosition,
  error: unknown,
): DeadLetter {
  const { code } = error as { code?: unknown };
  return {
    consumer: handler.consumer,
    topic: handler.topic,
    position,
    value: jsonOf(row) ?? Buffer.from('null'), // its record and row number are kept with it
    headers: {},
    code: typeof code === 'string' ? code : 'handler.failed',
    reason: reasonOf(error),
  };
}

/**
 * Whether trying again cannot help: a broken constraint, a rule's no, a handler that throws. An
 * error of a database that is away, locked or older than this release is not a row's fault.
 */
function isThePayloadsFault(error: unknown): boolean {
  if (error instanceof DomainError) return error.kind !== 'unavailable';
  return isRowsFault(error) || !isDatabaseUnavailable(error);
}
