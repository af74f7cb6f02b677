import { dayNumber, isDay } from '@youlu/vocabulary';

/** PostgreSQL types that can be written in binary; `char` is `"char"`, a number of one byte. */
export type FieldType =
  'int8' | 'int4' | 'int2' | 'text' | 'bytea' | 'date' | 'bool' | 'uuid' | 'char';
export type FieldValue = number | string | boolean | Uint8Array | null | undefined;

/** Days from 1970-01-01 to 2000-01-01, where PostgreSQL starts to count. */
const POSTGRES_EPOCH_DAYS = 10_957;
const INT4_RANGE = 0x1_0000_0000;
const BYTES_MIN = 1024;
/** Up to here a loop is quicker than asking for a copy. */
const SHORT_BYTES = 32;
/** Up to here a loop over characters beats a call out of JavaScript. */
const SHORT_CHARS = 40;
/** From here on it pays to ask how many bytes a text has. */
const LONG_CHARS = 1024;

/** Values as PostgreSQL's binary receive functions read them, in one growing buffer. */
export class BinaryWriter {
  private buffer: Buffer;
  private at = 0;

  constructor(expectedBytes: number) {
    this.buffer = Buffer.allocUnsafe(Math.max(expectedBytes, BYTES_MIN));
  }

  /** What was written; the writer is used up. */
  finish(): Buffer {
    return this.buffer.subarray(0, this.at);
  }

  bytes(value: Uint8Array): void {
    this.reserve(value.length);
    this.buffer.set(value, this.at);
    this.at += value.length;
  }

  int16(value: number): void {
    this.reserve(2);
    this.at = this.buffer.writeInt16BE(value, this.at);
  }

  int32(value: number): void {
    this.reserve(4);
    this.at = this.buffer.writeInt32BE(value, this.at);
  }

  /**
   * A length and the value; null and undefined are NULL.
   * @throws RangeError at a value the type cannot hold exactly
   */
  field(type: FieldType, value: FieldValue): void {
    if (value === null || value === undefined) return this.int32(-1);
    switch (type) {
      case 'text':
        return this.text(value as string);
      case 'bytea':
        return this.bytea(value as Uint8Array);
      case 'int8':
        // Decimal text too: Kafka's offsets are.
        return this.int8(typeof value === 'string' ? Number(value || Number.NaN) : Number(value));
      case 'int4':
        return this.int4(value as number);
      case 'date':
        this.int32(4);
        return this.int32(daysSince2000(value as string));
      case 'uuid':
        return this.bytea(Buffer.from((value as string).replaceAll('-', ''), 'hex'));
      case 'int2':
        this.int32(2);
        return this.int16(value as number);
      case 'bool':
        return this.char(value === true ? 1 : 0);
      case 'char':
        return this.char(value as number);
    }
  }

  int4(value: number): void {
    this.int32(4);
    this.int32(value);
  }

  /** @throws RangeError at a number that is no exact integer */
  int8(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`Not an exact integer: ${value}`);
    const high = Math.floor(value / INT4_RANGE);
    this.reserve(12);
    this.at = this.buffer.writeInt32BE(8, this.at);
    this.at = this.buffer.writeInt32BE(high, this.at);
    this.at = this.buffer.writeUInt32BE(value - high * INT4_RANGE, this.at);
  }

  /** `"char"` and bool: a number of one byte. */
  char(value: number): void {
    this.int32(1);
    this.reserve(1);
    this.at = this.buffer.writeUInt8(value, this.at);
  }

  text(value: string): void {
    const { length } = value;
    this.reserve(4 + (length < LONG_CHARS ? length * 3 : Buffer.byteLength(value)));
    const start = this.at + 4;
    const bytes =
      (length <= SHORT_CHARS && this.ascii(value, start)) || this.buffer.write(value, start);
    this.buffer.writeInt32BE(bytes, this.at);
    this.at = start + bytes;
  }

  /** Codes and ids: a loop costs less than the call. 0 at the first other character. */
  private ascii(value: string, start: number): number {
    const { buffer } = this;
    for (let i = 0; i < value.length; i++) {
      const unit = value.charCodeAt(i);
      if (unit > 0x7f) return 0;
      buffer[start + i] = unit;
    }
    return value.length;
  }

  /** The first `length` of these bytes. */
  bytea(value: Uint8Array, length = value.length): void {
    this.reserve(4 + length);
    this.at = this.buffer.writeInt32BE(length, this.at);
    if (length < SHORT_BYTES) {
      for (let i = 0; i < length; i++) this.buffer[this.at + i] = value[i] as number;
    } else this.buffer.set(length === value.length ? value : value.subarray(0, length), this.at);
    this.at += length;
  }

  private reserve(more: number): void {
    if (this.at + more <= this.buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + more));
    this.buffer.copy(grown, 0, 0, this.at);
    this.buffer = grown;
  }
}

/** The same days come again and again. */
const numbers = new Map<string, number>();
const DAYS_REMEMBERED_MAX = 10_000;

function daysSince2000(day: string): number {
  const known = numbers.get(day);
  if (known !== undefined) return known;
  if (!isDay(day)) throw new RangeError(`Not a day (YYYY-MM-DD): '${day}'`);
  const number = dayNumber(day) - POSTGRES_EPOCH_DAYS;
  if (numbers.size >= DAYS_REMEMBERED_MAX) numbers.clear();
  numbers.set(day, number);
  return number;
}
