import { createRequire } from 'node:module';

/** kafkajs' writer of protocol bytes, as far as it is changed here; read in 2.2.4. */
export interface Encoder {
  buf: Buffer;
  offset: number;
  readonly buffer: Buffer;
  size(): number;
  writeInt32(value: number): Encoder;
  writeBytes(value: Buffer | string | null): Encoder;
  writeEncoder(value: Encoder): Encoder;
  writeEncoderArray(value: readonly Encoder[]): Encoder;
  writeBufferInternal(buffer: Buffer): void;
}
interface Roped extends Encoder {
  /** What was written before `buf`, and its bytes. */
  parts?: Buffer[];
  partBytes?: number;
}

/** Shorter ones are copied: a part costs more than their bytes. */
const PART_BYTES_MIN = 1_024;
const TAIL_BYTES = 256;

export const Encoder = createRequire(__filename)('kafkajs/src/protocol/encoder') as {
  new (): Encoder;
  readonly prototype: Encoder;
};

/**
 * Lets kafkajs hold long buffers by reference until a request is written. Its own encoder nests eight
 * levels, each of which copies all of the level below into a buffer filled with zeros that doubles as
 * it grows: of each byte sent sixteen were allocated. V8 collects its young objects after every 32 MB
 * of buffers, so that the garbage collector was a sixth of what a region's load cost.
 */
export function holdByReference(encoder: Encoder): void {
  const prototype = encoder as Roped;
  const { writeBytes, writeBufferInternal } = prototype;

  prototype.writeBufferInternal = function (this: Roped, buffer) {
    if (buffer.length < PART_BYTES_MIN) return writeBufferInternal.call(this, buffer);
    const parts = (this.parts ??= []);
    if (this.offset > 0) parts.push(this.buf.subarray(0, this.offset));
    parts.push(buffer);
    this.partBytes = (this.partBytes ?? 0) + this.offset + buffer.length;
    this.buf = Buffer.allocUnsafe(TAIL_BYTES);
    this.offset = 0;
  };
  prototype.writeBytes = function (this: Roped, value) {
    // kafkajs makes room for all of it first
    if (!Buffer.isBuffer(value) || value.length < PART_BYTES_MIN)
      return writeBytes.call(this, value);
    this.writeInt32(value.length);
    this.writeBufferInternal(value);
    return this;
  };
  prototype.writeEncoder = function (this: Roped, value: Roped) {
    for (const part of value.parts ?? []) this.writeBufferInternal(part);
    this.writeBufferInternal(value.buf.subarray(0, value.offset));
    return this;
  };
  prototype.writeEncoderArray = function (this: Roped, values) {
    for (const value of values) this.writeEncoder(value);
    return this;
  };
  prototype.size = function (this: Roped) {
    return (this.partBytes ?? 0) + this.offset;
  };
  Object.defineProperty(prototype, 'buffer', { configurable: true, get: whole });
}

/** All in one piece, joined once. */
function whole(this: Roped): Buffer {
  if (this.parts !== undefined) {
    this.buf = Buffer.concat([...this.parts, this.buf.subarray(0, this.offset)], this.size());
    this.offset = this.buf.length;
    delete this.parts;
    delete this.partBytes;
  }
  return this.buf.subarray(0, this.offset);
}
