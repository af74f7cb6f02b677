import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import { Checksum } from './checksum';

const sumOf = (lines: readonly string[]): string => {
  const sum = new Checksum();
  for (const line of lines) sum.add(line);
  return String(sum);
};
const LINES = Array.from({ length: 1_000 }, (_, i) => `line ${i}`);

describe('a checksum', () => {
  it('is the sum of the hashes modulo 2^128', () => {
    const hashOf = (line: string): bigint => {
      const digest = createHash('sha256').update(line).digest();
      return digest.readBigUInt64LE(0) + (digest.readBigUInt64LE(8) << 64n);
    };
    const sum = LINES.reduce((all, line) => BigInt.asUintN(128, all + hashOf(line)), 0n);
    expect(sumOf(LINES)).toBe(sum.toString(16).padStart(32, '0'));
  });

  it('does not depend on the order', () => {
    expect(sumOf([...LINES].reverse())).toBe(sumOf(LINES));
  });

  it('tells a line that is missing, another, or there once more', () => {
    const others = [LINES.slice(1), ['line', ...LINES.slice(1)], [...LINES, 'line 7', 'line 7']];
    expect(new Set([LINES, ...others].map(sumOf)).size).toBe(4);
  });

  it('keeps none of the lines', () => {
    const sum = new Checksum();
    const before = serialize(sum).length;
    for (const line of LINES) sum.add(line);
    expect(serialize(sum)).toHaveLength(before);
  });
});
