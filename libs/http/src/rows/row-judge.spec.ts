import { Type } from '@sinclair/typebox';
import fc from 'fast-check';
import { isZhEn } from '@youlu/vocabulary';
import { decodeCursor, encodeCursor } from '../cursor';
import { compileRow, judgeRows } from './row-judge';
import { optional, rowField, rowObject } from './row-fields';

const judge = compileRow(
  rowObject({
    id: rowField.id(),
    day: rowField.day(),
    from: optional(rowField.monthDay('first day of the season, MM-DD')),
    trackingNumber: optional(rowField.trackingNumber()),
    grams: rowField.int(1, 30_000),
    km: optional(rowField.number(0, 9_999)),
    simulated: optional(rowField.flag()),
    codes: optional(rowField.list(rowField.divisionCode(), 1, 2)),
    end: optional(Type.Union([rowField.day(), Type.Null()])),
    note: optional(rowField.text(20)),
  }),
);
const good = { id: 'a', day: '2020-09-01', grams: 1 };

it.each([
  [{ ...good, id: 'a b' }, 'id', 'wrong-form'],
  [{ ...good, id: '' }, 'id', 'wrong-form'],
  [{ ...good, id: 'a'.repeat(65) }, 'id', 'too-long'],
  [{ ...good, day: '2020-02-30' }, 'day', 'not-a-day'],
  [{ ...good, from: '9-1' }, 'from', 'wrong-form'],
  [{ ...good, trackingNumber: 'short' }, 'trackingNumber', 'not-a-tracking-number'],
  [{ ...good, grams: 0 }, 'grams', 'out-of-range'],
  [{ ...good, grams: 30_001 }, 'grams', 'out-of-range'],
  [{ ...good, grams: 1.5 }, 'grams', 'wrong-type'],
  [{ ...good, grams: '1' }, 'grams', 'wrong-type'],
  [{ ...good, km: -1 }, 'km', 'out-of-range'],
  [{ ...good, simulated: 1 }, 'simulated', 'wrong-type'],
  [{ ...good, codes: [] }, 'codes', 'too-few'],
  [{ ...good, codes: ['65', '65', '65'] }, 'codes', 'too-many'],
  [{ ...good, codes: ['65', '6'] }, 'codes.1', 'not-a-division-code'],
  [{ ...good, end: 'soon' }, 'end', 'not-a-day'],
  [{ ...good, note: 'a\0b' }, 'note', 'not-text'],
  [{ ...good, note: 'a\ud800' }, 'note', 'not-text'],
  [{ ...good, day: '0000-01-01' }, 'day', 'not-a-day'],
  [{ id: 'a', grams: 1 }, 'day', 'required'],
  [
    JSON.parse('{"id":"a","day":"2020-09-01","grams":1,"__proto__":{}}'),
    '__proto__',
    'unknown-field',
  ],
])('finds the fault of %j', (row, field, code) => {
  const fault = judge(row);
  expect(fault).toMatchObject({ field, code });
  expect(fault?.reason).toContain(field);
  expect(fault?.fix).toMatch(/\.$/);
});

it('says the description where a form is wrong', () => {
  expect(judge({ ...good, from: 'x' })?.fix).toContain('first day of the season, MM-DD');
});

it('finds nothing in a good row', () => {
  expect(judge(good)).toBeUndefined();
  expect(judge({ ...good, end: null, codes: ['65', '653024100200'], km: 0.5 })).toBeUndefined();
});

it('sorts every row exactly once, whatever comes, and repeats no value', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.anything(), fc.constant(good)), { maxLength: 50 }), (rows) => {
      const { good: kept, rejections } = judgeRows(rows, judge);
      const indexes = [...kept, ...rejections].map(({ index }) => index);
      expect(indexes.sort((a, b) => a - b)).toEqual(rows.map((_, index) => index));
      for (const { index, row } of kept) expect(row).toBe(rows[index]);
      for (const { code, reason, fix } of rejections) {
        expect(isZhEn(reason) && isZhEn(fix)).toBe(true);
        expect([code, reason, fix].every((text) => text.length > 0 && text.length < 300)).toBe(
          true,
        );
      }
    }),
  );
});

it('never throws on a cursor but as a problem, and reads back its own', () => {
  const shape = { day: 'string', n: 'number' } as const;
  fc.assert(
    fc.property(fc.string(), fc.maxSafeInteger(), (day, number) => {
      const n = number + 0; // JSON knows no -0
      expect(decodeCursor(encodeCursor({ day: day.slice(0, 100), n }), shape)).toEqual({
        day: day.slice(0, 100),
        n,
      });
    }),
  );
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      try {
        decodeCursor(text, shape);
      } catch (error) {
        expect(error).toMatchObject({ status: 400, options: { field: 'cursor' } });
      }
    }),
  );
});

it.each([
  ['a NUL in a text', { code: 'a\0' }, { code: 'string' }],
  ['half a character', { code: '\ud800' }, { code: 'string' }],
  ['a day that is none', { day: '2020-02-30' }, { day: 'day' }],
  ['a number with a fraction', { at: 1.5 }, { at: 'number' }],
  ['a number beyond all', { at: 1e300 }, { at: 'number' }],
] as const)('refuses a cursor with %s', (_what, keys, shape) => {
  expect(() => decodeCursor(encodeCursor(keys), shape)).toThrow('cursor');
});
