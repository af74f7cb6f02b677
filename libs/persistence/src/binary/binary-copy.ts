import { BinaryWriter, type FieldType, type FieldValue } from './binary-writer';

/** PostgreSQL types that `BinaryCopy` can write. */
export type CopyType = FieldType;
export type CopyValue = FieldValue;

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');

/**
 * Rows in PostgreSQL's binary COPY format, the cheapest way in: a fifth of the CPU of text.
 * Source: PostgreSQL manual, COPY, "Binary Format".
 *
 * ```ts
 * const copy = new BinaryCopy(['text', 'int8']);
 * copy.add(['LX123456785CN', 1598920200000]);
 * await tx.copyInBinary('COPY scans (tracking_number, occurred_at) FROM STDIN BINARY', copy.finish());
 * ```
 */
export class BinaryCopy {
  private readonly writer: BinaryWriter;
  private rows = 0;

  constructor(
    private readonly types: readonly CopyType[],
    expectedBytes = 65_536,
  ) {
    this.writer = new BinaryWriter(expectedBytes);
    this.writer.bytes(SIGNATURE);
    this.writer.int32(0); // no flags
    this.writer.int32(0); // no extension of the header
  }

  get rowCount(): number {
    return this.rows;
  }

  /** One row; values in the order of the types; null and undefined are NULL. */
  add(values: readonly CopyValue[]): void {
    if (values.length !== this.types.length) {
      throw new RangeError(`A row needs ${this.types.length} values, got ${values.length}`);
    }
    this.writer.int16(values.length);
    for (let i = 0; i < values.length; i++) this.writer.field(this.types[i] as CopyType, values[i]);
    this.rows++;
  }

  /** Begins a row whose values the caller writes, one for each type: for the hottest tables. */
  startRow(): BinaryWriter {
    this.writer.int16(this.types.length);
    this.rows++;
    return this.writer;
  }

  /** The whole message, trailer included; the encoder is used up. */
  finish(): Buffer {
    this.writer.int16(-1);
    return this.writer.finish();
  }
}
