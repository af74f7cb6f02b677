import { isRowsFault, type Tx } from '@youlu/persistence';
import { isZhEn, type ZhEn } from '@youlu/vocabulary';
import type { KafkaMessage } from 'kafkajs';
import type { RowPosition } from '../consuming/event-batch';

/** Index of a letter that holds a whole record. */
export const WHOLE_RECORD = -1;

export interface DeadLetter {
  readonly consumer: string;
  readonly topic: string;
  readonly position: RowPosition;
  /** The row's JSON, or the record's bytes (of a whole record, or where a row has no JSON). */
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly code: string;
  readonly reason: ZhEn;
}

const REASON_CHARS_MAX = 2_000;

/** What was thrown, as a reason: rules speak both languages, a database and our own faults do not. */
export function reasonOf(error: unknown): ZhEn {
  const { message } = error as { message?: unknown };
  const said = String(message ?? error);
  if (isZhEn(said)) return said;
  return isRowsFault(error) ? `数据库不接受此行。${said}` : `处理时出错。${said}`;
}

/** A reason as it can be kept: no NUL, and of a length that can be read. */
export function whyOf({ code, reason }: Pick<DeadLetter, 'code' | 'reason'>): {
  code: string;
  reason: string;
} {
  return { code, reason: reason.replaceAll('\0', '').slice(0, REASON_CHARS_MAX) };
}

/**
 * The JSON of a row. Undefined for one nested so deeply that it can be read but not written again:
 * whoever parks it must not fail, or its partition would wait for ever.
 */
export function jsonOf(row: unknown): Buffer | undefined {
  try {
    return Buffer.from(JSON.stringify(row) ?? 'null');
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Headers as they can be kept: jsonb knows no NUL. */
export function headersOf(record: KafkaMessage): Record<string, string> {
  const plain = (text: string): string => text.replaceAll('\0', '');
  return Object.fromEntries(
    Object.entries(record.headers ?? {}).map(([name, header]) => [
      plain(name),
      plain(String(header)),
    ]),
  );
}

/** Parks letters in the transaction that moves on without them; parked twice is parked once. */
export async function park(tx: Tx, letters: readonly DeadLetter[], now: number): Promise<void> {
  if (letters.length === 0) return;
  await tx.insertMany(
    'dead_letters',
    {
      consumer: 'text',
      topic: 'text',
      partition: 'int4',
      offset: 'int8',
      row_index: 'int4',
      value: 'bytea',
      headers: 'jsonb',
      code: 'text',
      reason: 'text',
      parked_at: 'int8',
    },
    letters.map(({ consumer, topic, position, value, headers, code, reason }) => [
      consumer,
      topic,
      position.partition,
      position.offset,
      position.row,
      value,
      headers,
      code,
      whyOf({ code, reason }).reason,
      now,
    ]),
    'ON CONFLICT DO NOTHING',
  );
}
