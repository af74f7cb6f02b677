import * as fc from 'fast-check';
import { percentTruncated } from './percent';

describe('a rate in print', () => {
  it('is truncated, never rounded', () => {
    expect(percentTruncated(95_996, 100_000)).toBe('95.99');
    expect(percentTruncated(883, 914)).toBe('96.60');
    expect(percentTruncated(3_246, 8_891)).toBe('36.50');
    expect(percentTruncated(99_999, 100_000)).toBe('99.99');
    expect(percentTruncated(5, 5)).toBe('100.00');
    expect(percentTruncated(0, 7)).toBe('0.00');
  });

  it('of nothing is empty', () => {
    expect(percentTruncated(0, 0)).toBe('');
  });

  it('never says more than is true, and is within a hundredth of it', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }), (n, d) => {
        const hundredths = BigInt(percentTruncated(n, d).replace('.', ''));
        expect(hundredths * BigInt(d) <= BigInt(n) * 10_000n).toBe(true);
        expect((hundredths + 1n) * BigInt(d) > BigInt(n) * 10_000n).toBe(true);
      }),
    );
  });
});
