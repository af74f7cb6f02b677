import { createHash } from 'node:crypto';

const WORDS = 4;

/**
 * The same lines in any order give the same sum: hashes of 128 bits, added modulo 2^128. Adding, and
 * not XOR, so that a line that is there twice counts twice; nothing is kept but the sum.
 */
export class Checksum {
  /** The lowest first. */
  private readonly words = new Uint32Array(WORDS);

  add(line: string): void {
    const digest = createHash('sha256').update(line).digest();
    let carry = 0;
    for (let i = 0; i < WORDS; i++) {
      const sum = (this.words[i] ?? 0) + digest.readUInt32LE(i * 4) + carry;
      this.words[i] = sum; // keeps the lower 32 bits
      carry = sum > 0xffff_ffff ? 1 : 0;
    }
  }

  toString(): string {
    return [...this.words]
      .reverse()
      .map((word) => word.toString(16).padStart(8, '0'))
      .join('');
  }
}
