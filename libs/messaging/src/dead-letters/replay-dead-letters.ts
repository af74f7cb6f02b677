import { type Database, type Tx, isDatabaseUnavailable } from '@youlu/persistence';
import type { ZhEn } from '@youlu/vocabulary';
import { applyApart } from '../consuming/apply-batch';
import type { BatchHandler } from '../consuming/batch-handler';
import type { DeadLetterShelf, ShelfPlace } from './dead-letter-shelf';
import { type DeadLetter, WHOLE_RECORD, jsonOf, park, reasonOf, whyOf } from './dead-letters';
import type { RowPosition } from '../consuming/event-batch';
import {
  type LetterKey,
  type LetterSelection,
  selectionParams,
  SELECTED,
} from './letter-selection';

export interface ReplayOptions extends LetterSelection {
  /** Goes on behind this letter, so that one that fails again is not met twice. */
  readonly behind?: ShelfPlace | undefined;
  /** Letters to try at most; default 1,000. */
  readonly limit?: number | undefined;
}

/** What became of one letter; `gone`: another replay has it, or it was set aside meanwhile. */
type ReplayOutcome = 'replayed' | 'still-parked' | 'no-handler' | 'gone';

export interface ReplayResult {
  readonly replayed: number;
  readonly stillParked: number;
  readonly letters: readonly { readonly key: LetterKey; readonly outcome: ReplayOutcome }[];
  /** Where the next call goes on; undefined when all were tried. */
  readonly last: ShelfPlace | undefined;
}

/**
 * Hands parked letters to their handlers again, oldest first, each in a transaction of its own that
 * also removes the letter. What fails again stays, with its new reason and one attempt more. Two
 * replays at once share the letters: whoever has one under lock, the other passes it by. Only a
 * database that is away ends a replay; whatever else goes wrong with one letter is noted on it.
 */
export async function replayDeadLetters(
  db: Database,
  shelf: DeadLetterShelf,
  handlers: readonly BatchHandler[],
  { behind, limit = 1_000, ...selection }: ReplayOptions,
): Promise<ReplayResult> {
  const page = await shelf.page(selection, 'parked', behind, limit);
  const letters: { key: LetterKey; outcome: ReplayOutcome }[] = [];
  for (const { consumer, topic, partition, offset, row } of page) {
    const key = { consumer, topic, partition, offset, row };
    const handler = handlers.find((h) => h.consumer === consumer && h.topic === topic);
    const outcome = handler ? await tryOne(db, handler, key) : 'no-handler';
    letters.push({ key, outcome });
  }
  const replayed = letters.filter(({ outcome }) => outcome === 'replayed').length;
  const gone = letters.filter(({ outcome }) => outcome === 'gone').length;
  return {
    replayed,
    stillParked: letters.length - replayed - gone,
    letters,
    last: page.length < limit ? undefined : page.at(-1),
  };
}

async function tryOne(db: Database, handler: BatchHandler, key: LetterKey): Promise<ReplayOutcome> {
  try {
    return await replayOne(db, handler, key);
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    const { code } = error as { code?: unknown };
    const why = {
      code: typeof code === 'string' ? code : 'replay.failed',
      reason: reasonOf(error),
    };
    await db.transaction((tx) => noteAttempt(tx, key, why, Date.now()));
    return 'still-parked';
  }
}

function replayOne(db: Database, handler: BatchHandler, key: LetterKey): Promise<ReplayOutcome> {
  return db.transaction(async (tx) => {
    const [letter] = await tx.query<{ value: Buffer }>(
      `SELECT value FROM dead_letters WHERE discarded_at IS NULL AND ${SELECTED}
       FOR UPDATE SKIP LOCKED`,
      selectionParams({ keys: [key] }),
    );
    if (!letter) return 'gone';
    const now = Date.now();
    const failed = await applyLetter(tx, handler, key, letter.value, now);
    const itself = failed.find(({ position }) => position.row === key.row);
    if (itself) {
      await noteAttempt(tx, key, itself, now);
      return 'still-parked';
    }
    // Rows of a record that can be opened by now, and that fail each for itself, are letters each.
    await park(tx, failed, now);
    await remove(tx, key);
    return 'replayed';
  });
}

/** Applies what is good of a letter; resolves to what is not. */
async function applyLetter(
  tx: Tx,
  handler: BatchHandler,
  key: LetterKey,
  value: Buffer,
  now: number,
): Promise<DeadLetter[]> {
  const opened = rowsOf(handler, key, value);
  const at = (row: number): RowPosition => ({
    partition: key.partition,
    offset: String(key.offset),
    row,
  });
  const letterOf = (position: RowPosition, bytes: Buffer, code: string, reason: ZhEn) => {
    const { consumer, topic } = key;
    return { consumer, topic, position, value: bytes, headers: {}, code, reason };
  };
  if ('code' in opened) return [letterOf(at(key.row), value, opened.code, opened.reason)];
  const letters: DeadLetter[] = [];
  const rows: unknown[] = [];
  const positions: RowPosition[] = [];
  opened.rows.forEach((row, i) => {
    const position = at(key.row === WHOLE_RECORD ? i : key.row);
    const fault = handler.faultOf(row);
    if (fault === undefined) {
      rows.push(row);
      positions.push(position);
    } else {
      const json = jsonOf(row);
      const code = json ? 'row.invalid' : 'row.too-deep';
      letters.push(letterOf(position, json ?? value, code, fault));
    }
  });
  letters.push(...(await applyApart(tx, handler, { rows, positions }, now)));
  return letters;
}

function rowsOf(
  handler: BatchHandler,
  { row }: LetterKey,
  value: Buffer,
): { rows: readonly unknown[] } | { code: string; reason: ZhEn } {
  const decoded = handler.decode(value);
  if (row !== WHOLE_RECORD) {
    // A row that has no JSON was parked with the record that it is part of.
    const itself = decoded.kind === 'rows' ? decoded.rows[row] : JSON.parse(value.toString('utf8'));
    return { rows: [itself] };
  }
  switch (decoded.kind) {
    case 'rows':
      return decoded;
    case 'undecodable':
      return decoded;
    case 'other': // a type that this release knows and this handler is not for: nothing to do
      return { rows: [] };
  }
}

async function noteAttempt(
  tx: Tx,
  key: LetterKey,
  why: Pick<DeadLetter, 'code' | 'reason'>,
  now: number,
): Promise<void> {
  const { code, reason } = whyOf(why);
  await tx.execute(
    `UPDATE dead_letters SET attempts = attempts + 1, tried_at = $6, code = $7, reason = $8
      WHERE consumer = $1 AND topic = $2 AND partition = $3 AND "offset" = $4 AND row_index = $5`,
    [key.consumer, key.topic, key.partition, key.offset, key.row, now, code, reason],
  );
}

async function remove(tx: Tx, key: LetterKey): Promise<void> {
  await tx.execute(
    `DELETE FROM dead_letters
      WHERE consumer = $1 AND topic = $2 AND partition = $3 AND "offset" = $4 AND row_index = $5`,
    [key.consumer, key.topic, key.partition, key.offset, key.row],
  );
}
