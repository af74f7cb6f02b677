import * as fc from 'fast-check';
import { isLeasableIndicator, overlaps, rangeFrom, type SerialRange } from './number-block';

const range = fc
  .record({ first: fc.integer({ min: 0, max: 60 }), count: fc.integer({ min: 1, max: 20 }) })
  .map(({ first, count }) => rangeFrom('LX', first, count) as SerialRange);

const serials = ({ first, last }: SerialRange) =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i);

describe('blocks of numbers', () => {
  it('overlap exactly when they share a serial', () => {
    fc.assert(
      fc.property(range, range, (a, b) => {
        const shared = serials(a).some((serial) => serials(b).includes(serial));
        expect(overlaps(a, b)).toBe(shared);
        expect(overlaps(a, { ...b, serviceIndicator: 'LZ' })).toBe(false);
      }),
    );
  });

  it('end with the eight digits', () => {
    expect(rangeFrom('LX', 99_999_000, 1_000)).toEqual({
      serviceIndicator: 'LX',
      first: 99_999_000,
      last: 99_999_999,
    });
    expect(rangeFrom('LX', 99_999_001, 1_000)).toBeUndefined();
  });

  it('are never leased from what the platform keeps for itself', () => {
    expect(isLeasableIndicator('LX')).toBe(true);
    expect(isLeasableIndicator('PA')).toBe(false);
    expect(isLeasableIndicator('lx')).toBe(false);
  });
});
