/** Where a letter stood: its key, and what `letterIdOf` writes as one word. */
export interface LetterKey {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** Index of the row in its record; -1: the whole record. */
  readonly row: number;
}

/** Which letters are meant; whatever is left away selects nothing out. */
export interface LetterSelection {
  readonly consumer?: string | undefined;
  readonly topic?: string | undefined;
  readonly code?: string | undefined;
  readonly partition?: number | undefined;
  readonly fromOffset?: number | undefined;
  readonly toOffset?: number | undefined;
  /** Epoch ms, parked at or after it. */
  readonly parkedFrom?: number | undefined;
  /** Epoch ms, parked before it. */
  readonly parkedBefore?: number | undefined;
  readonly keys?: readonly LetterKey[] | undefined;
}

/** `tracking.scan-writer:tracking.scan:3:1234:0`; the last word is `whole` for a whole record. */
export function letterIdOf({ consumer, topic, partition, offset, row }: LetterKey): string {
  return [consumer, topic, partition, offset, row < 0 ? 'whole' : row].join(':');
}

const ID_PATTERN = /^([a-z.-]{1,60}):([a-z.-]{1,60}):(\d{1,6}):(\d{1,16}):(\d{1,6}|whole)$/;

/** The key inside an id, or undefined if it is none. */
export function letterKeyOf(id: string): LetterKey | undefined {
  const [, consumer, topic, partition, offset, row] = ID_PATTERN.exec(id) ?? [];
  if (consumer === undefined || topic === undefined) return undefined;
  const key = { partition: Number(partition), offset: Number(offset) };
  if (!Number.isSafeInteger(key.offset)) return undefined;
  return { consumer, topic, ...key, row: row === 'whole' ? -1 : Number(row) };
}

/** The condition of a selection; its parameters are $1 to $13. */
export const SELECTED = `
  ($1::text IS NULL OR consumer = $1) AND ($2::text IS NULL OR topic = $2)
  AND ($3::text IS NULL OR code = $3) AND ($4::int4 IS NULL OR partition = $4)
  AND ($5::int8 IS NULL OR "offset" >= $5) AND ($6::int8 IS NULL OR "offset" <= $6)
  AND ($7::int8 IS NULL OR parked_at >= $7) AND ($8::int8 IS NULL OR parked_at < $8)
  AND ($9::text[] IS NULL OR (consumer, topic, partition, "offset", row_index) IN (
    SELECT * FROM unnest($9, $10::text[], $11::int4[], $12::int8[], $13::int4[])))`;

/** How many parameters `SELECTED` takes; others come after them. */
export const SELECTED_PARAMS = 13;

export function selectionParams(selection: LetterSelection): unknown[] {
  const { keys } = selection;
  const of = (column: keyof LetterKey): unknown => keys?.map((key) => key[column]) ?? null;
  return [
    selection.consumer ?? null,
    selection.topic ?? null,
    selection.code ?? null,
    selection.partition ?? null,
    selection.fromOffset ?? null,
    selection.toOffset ?? null,
    selection.parkedFrom ?? null,
    selection.parkedBefore ?? null,
    of('consumer'),
    of('topic'),
    of('partition'),
    of('offset'),
    of('row'),
  ];
}
