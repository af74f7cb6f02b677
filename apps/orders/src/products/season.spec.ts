import { addDays } from '@youlu/vocabulary';
import * as fc from 'fast-check';
import { isInSeason, latestSeason } from './season';

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

describe('the latest season as of a day', () => {
  const apple = { seasonStart: '10-23', seasonEnd: '02-10' };

  it('crosses the year end as one', () => {
    const winter = { from: '2020-10-23', to: '2021-02-11' };
    expect(latestSeason(apple, '2020-10-22')).toEqual({ from: '2019-10-23', to: '2020-02-11' });
    expect(latestSeason(apple, '2020-10-23')).toEqual(winter);
    expect(latestSeason(apple, '2021-01-01')).toEqual(winter);
    expect(latestSeason(apple, '2021-09-30')).toEqual(winter);
  });

  it('ends on the last day of a month that is too short for it', () => {
    const leap = { seasonStart: '02-29', seasonEnd: '02-29' };
    expect(latestSeason(leap, '2021-03-05')).toEqual({ from: '2021-02-28', to: '2021-03-01' });
    expect(latestSeason(leap, '2020-02-29')).toEqual({ from: '2020-02-29', to: '2020-03-01' });
  });

  it('has begun by that day, less than a year before, and holds it if it is in season', () => {
    fc.assert(
      fc.property(monthDay, monthDay, day, (seasonStart, seasonEnd, asOf) => {
        fc.pre(seasonStart !== '02-29' && seasonEnd !== '02-29');
        const season = { seasonStart, seasonEnd };
        const { from, to } = latestSeason(season, asOf);
        expect(from <= asOf && from < to).toBe(true);
        expect(addDays(from, 366) > asOf).toBe(true);
        expect(asOf < to).toBe(isInSeason(season, asOf));
      }),
    );
  });
});
