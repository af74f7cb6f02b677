import * as fc from 'fast-check';
import {
  addDays,
  dayFromNumber,
  dayNumber,
  dayOf,
  formatInstant,
  isDay,
  isoWeekOf,
  parseInstant,
  startOfDay,
  weekdayOf,
} from './time';

describe('the official day', () => {
  it('begins at 16:00 UTC of the day before', () => {
    expect(dayOf(Date.parse('2020-08-30T15:59:59.999Z'))).toBe('2020-08-30');
    expect(dayOf(Date.parse('2020-08-30T16:00:00Z'))).toBe('2020-08-31');
    expect(startOfDay('2020-08-31')).toBe(Date.parse('2020-08-30T16:00:00Z'));
  });

  it('holds before 1970 too, where handhelds with a dead clock live', () => {
    expect(dayOf(-1)).toBe('1970-01-01');
    expect(dayOf(-8 * 3_600_000 - 1)).toBe('1969-12-31');
  });

  it('agrees with its own number and its neighbours', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (n) => {
        const day = dayFromNumber(n);
        expect(day).toBe(new Date(n * 86_400_000).toISOString().slice(0, 10));
        expect(dayNumber(day)).toBe(n);
        expect(dayOf(startOfDay(day))).toBe(day);
        expect(addDays(day, 1)).toBe(dayFromNumber(n + 1));
        expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day));
      }),
    );
  });
});

describe('an instant as text', () => {
  it('needs an offset and a day that exists', () => {
    expect(parseInstant('2020-09-01T08:00:00+08:00')).toBe(Date.parse('2020-09-01T00:00:00Z'));
    expect(parseInstant('2020-09-01T08:00:00')).toBeUndefined();
    expect(parseInstant('2020-02-30T08:00:00+08:00')).toBeUndefined();
    expect(parseInstant('2020-09-01T25:00:00+08:00')).toBeUndefined();
    expect(parseInstant('1970-01-01T00:00:00+08:00')).toBe(-28_800_000);
    expect(parseInstant('0000-01-01T00:00:00Z')).toBeUndefined();
  });

  it('reads back what it writes, which is what the platform would write', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_000_000_000_000, max: 7_000_000_000_000 }), (ms) => {
        const text = formatInstant(ms);
        expect(parseInstant(text)).toBe(ms);
        const local = new Date(ms + 8 * 3_600_000).toISOString();
        expect(text).toBe(local.replace(/(?:\.000)?Z$/, '+08:00').replace(/Z$/, '+08:00'));
      }),
    );
  });

  it('is read as the platform reads it, whatever its offset and fraction', () => {
    const anyText = fc
      .record({
        ms: fc.integer({ min: -2_000_000_000_000, max: 7_000_000_000_000 }),
        fraction: fc.option(fc.stringMatching(/^[0-9]{1,9}$/), { nil: undefined }),
        zone: fc.oneof(fc.constant('Z'), fc.stringMatching(/^[+-](0[0-9]|1[0-4]):[0-5][0-9]$/)),
      })
      .map(({ ms, fraction, zone }) => {
        const whole = new Date(ms).toISOString().slice(0, 19);
        return `${whole}${fraction === undefined ? '' : `.${fraction}`}${zone}`;
      });
    fc.assert(
      fc.property(anyText, (text) => {
        expect(parseInstant(text)).toBe(Date.parse(text));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('days', () => {
  it('exist or do not', () => {
    expect(isDay('2020-02-29')).toBe(true);
    expect(isDay('2019-02-29')).toBe(false);
    expect(isDay('2020-9-01')).toBe(false);
    expect(isDay('0000-01-01')).toBe(false);
    expect(isDay('9999-12-31')).toBe(false);
  });

  it('fall in ISO weeks', () => {
    expect(isoWeekOf('2020-08-31')).toEqual({ year: 2020, week: 36, monday: '2020-08-31' });
    expect(isoWeekOf('2020-09-27')).toEqual({ year: 2020, week: 39, monday: '2020-09-21' });
    expect(isoWeekOf('2021-01-03')).toEqual({ year: 2020, week: 53, monday: '2020-12-28' });
    expect(weekdayOf('2020-08-31')).toBe(1);
  });
});
