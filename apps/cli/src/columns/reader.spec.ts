import fc from 'fast-check';
import { isDay } from '@youlu/vocabulary';
import { describeChange } from './plain-text';
import {
  day,
  decimal,
  divisionCode,
  id,
  listOf,
  monthDay,
  oneOf,
  type Reader,
  text,
  timeOfDay,
  weekdays,
  wholeNumber,
} from './reader';

const read = <T>(reader: Reader<T>, cell: string) => reader.read(reader.plain(cell));
const value = (reader: Reader<unknown>, cell: string): unknown => {
  const reading = read(reader, cell);
  return reading.ok ? reading.value : reading.code;
};

describe('a cell says', () => {
  it.each<[string, Reader<unknown>, string, unknown]>([
    ['a code', divisionCode(), '991101', '991101'],
    ['a code in full-width digits with blanks', divisionCode(), ' ９９１１ ０１\u3000', '991101'],
    ['no code', divisionCode(), '99110', 'not-a-division-code'],
    ['a code of another level', divisionCode([12]), '991101', 'wrong-level'],
    ['a code the spreadsheet rounded', divisionCode(), '9.91101E+11', 'code-rounded'],
    ['an id', id, 'route-1.out', 'route-1.out'],
    ['no id', id, '邮路1', 'not-an-id'],
    ['a name, its brackets as they are', text(20), ' 松石县\u3000（虚构） ', '松石县 （虚构）'],
    ['a name that is too long', text(3), '松石县镇', 'too-long'],
    ['a day', day, '2026-03-01', '2026-03-01'],
    ['a day as people write it', day, '2026年3月1日', '2026-03-01'],
    ['a day with slashes', day, '２０２６/3/1', '2026-03-01'],
    ['a day in eight digits', day, '20260301', '2026-03-01'],
    ['a day that does not exist', day, '2026-02-29', 'no-such-day'],
    ['a thirteenth month', day, '2026-13-01', 'no-such-day'],
    ['half a day: the file was cut', day, '2026-0', 'not-a-day'],
    ['a day in another century', day, '1026-01-01', 'day-implausible'],
    ['a serial number of a day', day, '46082', 'not-a-day'],
    ['a day of the year', monthDay, '9月5日', '09-05'],
    ['the 30th of February', monthDay, '2/30', 'not-a-month-day'],
    ['a whole number', wholeNumber(0, 100), '７', 7],
    ['thousands', wholeNumber(0, 100_000), '12,000', 12_000],
    ['a negative number', wholeNumber(0, 100), '-1', 'out-of-range'],
    ['an absurd number', decimal(0, 20_000), '99999999', 'out-of-range'],
    ['half a parcel', wholeNumber(0, 100), '1.5', 'not-a-number'],
    ['kilometres', decimal(0, 100), '1.5', 1.5],
    ['words for a number', decimal(0, 100), '约5', 'not-a-number'],
    ['infinity', decimal(0, 100), 'Infinity', 'not-a-number'],
    ['a time', timeOfDay, '8：30', 510],
    ['no time', timeOfDay, '24:00', 'not-a-time'],
    ['days', weekdays, '1,3,5', [1, 3, 5]],
    ['days as the spreadsheet joined them', weekdays, '135', [1, 3, 5]],
    ['a range of days', weekdays, '1-6', [1, 2, 3, 4, 5, 6]],
    ['a range in Chinese', weekdays, '周一至周五', [1, 2, 3, 4, 5]],
    ['days in Chinese', weekdays, '星期一、三、日', [1, 3, 7]],
    ['every day', weekdays, '每天', [1, 2, 3, 4, 5, 6, 7]],
    ['an eighth day', weekdays, '1,8', 'not-weekdays'],
    ['a day twice', weekdays, '1,1', 'not-weekdays'],
    ['a range backwards', weekdays, '5-1', 'not-weekdays'],
    [
      'a list',
      listOf(divisionCode(), 3),
      '991101、９９１１02;991103',
      ['991101', '991102', '991103'],
    ],
    ['a list with one slip', listOf(divisionCode(), 3), '991101;x', 'not-a-division-code'],
    ['a list that is too long', listOf(id, 1), 'a b', 'too-many'],
    ['a word', oneOf(['place'], { place: ['一地一品'] }), ' 一地一品（项目）', 'place'],
    ['a word in capitals', oneOf(['place']), 'PLACE', 'place'],
    ['no word', oneOf(['place']), 'town', 'not-in-list'],
  ])('%s', (_name, reader, cell, expected) => {
    expect(value(reader, cell)).toEqual(expected);
  });

  it('only days that exist, whatever is written', () => {
    const number = fc.integer({ min: 0, max: 99 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), number, number, (y, m, d) => {
        const reading = read(day, `${String(y).padStart(4, '0')}-${m}-${d}`);
        expect(reading.ok ? isDay(reading.value) : reading.fix).toBeTruthy();
      }),
    );
  });

  it('or why not, in few words and with what to do, whatever is written', () => {
    const readers: Reader<unknown>[] = [
      ...[divisionCode(), id, text(10), day, monthDay, wholeNumber(0, 9), decimal(0, 9)],
      ...[timeOfDay, weekdays, listOf(id, 2), oneOf(['a'])],
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...readers),
        fc.string({ unit: 'binary', maxLength: 300 }),
        (reader, cell) => {
          const reading = read(reader, cell);
          if (reading.ok) return;
          expect(reading.reason.length).toBeLessThan(150);
          expect(reading.fix.length).toBeGreaterThan(5);
        },
      ),
    );
  });
});

it('tells what was made plain, and only that', () => {
  expect(describeChange('９９1', '991')).toMatch(/full-width characters were made plain.*"991"/);
  expect(describeChange('99 1', '991')).toMatch(/blanks were made plain/);
  expect(describeChange(' 991 ', '991')).toBeUndefined();
  expect(describeChange('991、992', '991;992')).toBeUndefined();
});
