import { isUtf8 } from 'node:buffer';
import { Type } from '@sinclair/typebox';
import { letterIdOf, type OpenedLetter, type ShelvedLetter } from '@youlu/messaging';

/** What is shown of a letter's bytes at most; it is kept whole. */
const SHOWN_BYTES_MAX = 65_536;
/** Would move a terminal's cursor or hide text; JSON says a line break as two characters anyway. */
const CONTROL = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu;

const nullable = (type: ReturnType<typeof Type.Integer> | ReturnType<typeof Type.String>) =>
  Type.Union([type, Type.Null()]);

const head = {
  id: Type.String({ description: 'consumer:topic:partition:offset:row' }),
  service: Type.String(),
  consumer: Type.String(),
  topic: Type.String(),
  partition: Type.Integer(),
  offset: Type.Integer(),
  row: nullable(Type.Integer({ description: 'index in the record; null: the whole record' })),
  code: Type.String(),
  reason: Type.String(),
  bytes: Type.Integer(),
  parkedAt: Type.String({ format: 'date-time' }),
  attempts: Type.Integer(),
  triedAt: nullable(Type.String({ format: 'date-time' })),
  discarded: Type.Union([
    Type.Object({
      at: Type.String({ format: 'date-time' }),
      by: Type.String(),
      why: Type.String(),
    }),
    Type.Null(),
  ]),
};
export const letterSchema = Type.Object(head);
export const openedLetterSchema = Type.Object({
  ...head,
  headers: Type.Record(Type.String(), Type.String()),
  value: Type.Object({
    encoding: Type.Union([Type.Literal('utf-8'), Type.Literal('base64')]),
    text: Type.String({ description: 'control characters as \\u{…}' }),
    isCut: Type.Boolean({ description: `more than ${SHOWN_BYTES_MAX} bytes: the rest is kept` }),
  }),
});

/** A letter in a list. */
export function letterView(service: string, letter: ShelvedLetter): object {
  const { consumer, topic, partition, offset, row, code, reason, bytes, attempts } = letter;
  const { discardedAt, discardedBy: by, discardedWhy: why } = letter;
  return {
    id: letterIdOf(letter),
    service,
    consumer,
    topic,
    partition,
    offset,
    row: row < 0 ? null : row,
    code,
    reason: visible(reason),
    bytes,
    parkedAt: isoOf(letter.parkedAt),
    attempts,
    triedAt: isoOf(letter.triedAt),
    discarded: discardedAt === null ? null : { at: isoOf(discardedAt), by, why },
  };
}

/** A letter with what it holds, so that looking at it can do no harm. */
export function openedLetterView(service: string, letter: OpenedLetter): object {
  const headers = Object.entries(letter.headers).map(([name, text]) => [
    visible(name),
    visible(text),
  ]);
  return {
    ...letterView(service, letter),
    headers: Object.fromEntries(headers) as object,
    value: valueView(letter.value),
  };
}

function valueView(value: Buffer): object {
  const isCut = value.length > SHOWN_BYTES_MAX;
  const text = isUtf8(value) ? value.toString('utf8') : undefined;
  if (text !== undefined) {
    const shown = isCut ? text.slice(0, SHOWN_BYTES_MAX / 4) : text;
    return { encoding: 'utf-8', text: visible(shown), isCut };
  }
  return { encoding: 'base64', text: value.subarray(0, SHOWN_BYTES_MAX).toString('base64'), isCut };
}

function visible(text: string): string {
  return text.replace(CONTROL, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
