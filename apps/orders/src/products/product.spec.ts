import { addDays } from '@youlu/vocabulary';
import * as fc from 'fast-check';
import { isInSeason } from './product';

const day = fc.integer({ min: 0, max: 3000 }).map((n) => addDays('2016-01-01', n));
const monthDay = day.map((d) => d.slice(5));

describe('the season of a product', () => {
  it('includes its first and its last day', () => {
    const pear = { seasonStart: '09-05', seasonEnd: '11-30' };
    expect(isInSeason(pear, '2020-09-04')).toBe(false);
    expect(isInSeason(pear, '2020-09-05')).toBe(true);
    expect(isInSeason(pear, '2020-11-30')).toBe(true);
    expect(isInSeason(pear, '2020-12-01')).toBe(false);
  });

  it('may cross the end of the year, as that of apples does', () => {
    const apple = { seasonStart: '10-23', seasonEnd: '02-10' };
    expect(isInSeason(apple, '2020-12-31')).toBe(true);
    expect(isInSeason(apple, '2021-01-01')).toBe(true);
    expect(isInSeason(apple, '2021-02-10')).toBe(true);
    expect(isInSeason(apple, '2021-02-11')).toBe(false);
    expect(isInSeason(apple, '2020-10-22')).toBe(false);
  });

  it('and the window after it share no day and leave none out', () => {
    fc.assert(
      fc.property(monthDay, monthDay, day, (start, end, d) => {
        const dayAfter = addDays(`2000-${end}`, 1).slice(5);
        const dayBefore = addDays(`2000-${start}`, -1).slice(5);
        fc.pre(start !== dayAfter); // a season of the whole year has nothing after it
        expect(isInSeason({ seasonStart: dayAfter, seasonEnd: dayBefore }, d)).toBe(
          !isInSeason({ seasonStart: start, seasonEnd: end }, d),
        );
      }),
    );
  });
});
