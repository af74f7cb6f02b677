/**
 * Kafka's murmur2 (32 bits, seed 0x9747b28c), in int32 arithmetic.
 *
 * The client library's own version emulates 64-bit numbers and costs fifty times as much a key.
 * Source: `org.apache.kafka.common.utils.Utils#murmur2`.
 */
export function murmur2(bytes: Uint8Array): number {
  const m = 0x5bd1e995;
  const n = bytes.length;
  const at = (i: number): number => bytes[i] as number;
  let h = 0x9747b28c ^ n;
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    let k = at(i) | (at(i + 1) << 8) | (at(i + 2) << 16) | (at(i + 3) << 24);
    k = Math.imul(k, m);
    k ^= k >>> 24;
    h = Math.imul(h, m) ^ Math.imul(k, m);
  }
  const rest = n - i;
  if (rest === 3) h ^= at(i + 2) << 16;
  if (rest >= 2) h ^= at(i + 1) << 8;
  if (rest >= 1) h = Math.imul(h ^ at(i), m);
  h ^= h >>> 13;
  h = Math.imul(h, m);
  return h ^ (h >>> 15);
}

/** One for each length up to 64. */
const scratches = Array.from({ length: 65 }, (_, length) => new Uint8Array(length));
const encoder = new TextEncoder();

/**
 * The partition (0 … partitions-1) of a key, the same one that Kafka's default partitioner picks.
 * Keys are mostly short ASCII, which is its own UTF-8; others take a slower way to the same answer.
 */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(asciiOf(key) ?? encoder.encode(key)) & 0x7fffffff) % partitions;
}

/** The bytes of a short ASCII text, valid until the next call. */
function asciiOf(key: string): Uint8Array | undefined {
  const bytes = scratches[key.length];
  if (!bytes) return undefined;
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i);
    if (unit > 127) return undefined;
    bytes[i] = unit;
  }
  return bytes;
}
