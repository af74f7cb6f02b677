import * as fc from 'fast-check';
import { isDivisionCode, parentPrefix } from './division-code';
import { fnv1a32, mix32 } from './draws';
import { murmur2, partitionOf } from './murmur2';
import { isS10, makeS10, readS10, s10CheckDigit } from './s10-number';
import { isTrackingNumber } from './tracking-number';

describe('S10 numbers', () => {
  it('carry the check digit of the published examples', () => {
    // UPU S10: RA 473124829 is a standard example, as is the all-increasing one.
    expect(s10CheckDigit('47312482')).toBe(9);
    expect(isS10('RA473124829CN')).toBe(true);
    expect(isS10('RA473124828CN')).toBe(false);
    expect(makeS10('LX', 12_345_678)).toBe('LX123456785CN');
  });

  it('read back and catch any single wrong digit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999 }),
        fc.integer({ min: 0, max: 7 }),
        fc.integer({ min: 1, max: 9 }),
        (serial, place, change) => {
          const number = makeS10('LX', serial);
          expect(isTrackingNumber(number)).toBe(true);
          expect(readS10(number)).toEqual({ serviceIndicator: 'LX', serial, country: 'CN' });
          const digit = (Number(number[2 + place]) + change) % 10;
          const wrong = number.slice(0, 2 + place) + digit + number.slice(3 + place);
          // 10 and 11 both fold onto digits (0 and 5), so those two remainders can hide a change.
          if (s10CheckDigit(wrong.slice(2, 10)) !== Number(number[10])) {
            expect(isS10(wrong)).toBe(false);
          }
        },
      ),
    );
  });

  it('refuse a serial that does not fit', () => {
    expect(() => makeS10('LX', 100_000_000)).toThrow(RangeError);
  });
});

describe('murmur2', () => {
  // Values of Kafka's own test (UtilsTest#testMurmur2).
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('of %s is that of the broker', (text, hash) => {
    expect(murmur2(Buffer.from(text))).toBe(hash);
  });

  it('gives a partition in range, the same for long keys and short', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (key) => {
        const partition = partitionOf(key, 12);
        expect(partition).toBe((murmur2(Buffer.from(key)) & 0x7fffffff) % 12);
      }),
    );
  });
});

describe('division codes', () => {
  it('have 2, 4, 6, 9 or 12 digits', () => {
    for (const code of ['65', '6530', '653024', '653024203', '653024203200']) {
      expect(isDivisionCode(code)).toBe(true);
    }
    for (const code of ['', '6', '653', '65302', '6530242', '65302A', '053024']) {
      expect(isDivisionCode(code)).toBe(false);
    }
    expect(parentPrefix('653024203200')).toBe('653024203');
    expect(parentPrefix('653024')).toBe('6530');
    expect(parentPrefix('65')).toBeUndefined();
  });
});

describe('draws', () => {
  it('are those of the published functions', () => {
    expect(fnv1a32('')).toBe(0x811c9dc5);
    expect(fnv1a32('a')).toBe(0xe40c292c);
    expect(mix32(0)).toBe(0);
    expect(mix32(1)).toBe(0x514e28b7);
  });
});
