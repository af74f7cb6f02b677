import * as fc from 'fast-check';
import { comesFrom, countedDays, type Project, standingOf } from './project';
import { exceeds, thresholdFor } from './threshold';
import { THRESHOLD_RULES } from './threshold-rules';

const pears: Project = {
  projectId: 'korla-pear-2020',
  name: '库尔勒香梨',
  track: 'place',
  productId: 'korla-pear',
  placeCodes: ['6528', '659006', '652901'],
  jurisdiction: '65',
  from: '2020-01-01',
  to: '2021-01-01',
  openingCount: 99_000,
  plannedCount: 500_000,
  sampleEvery: 100,
  simulated: true,
};

describe('a project', () => {
  it('at exactly the threshold has not passed it', () => {
    expect(standingOf(pears, 10, '2020-09-27')).toMatchObject({
      toDate: 100_000,
      qualifies: false,
      threshold: { value: 100_000 },
    });
    expect(standingOf(pears, 11, '2020-09-27')).toMatchObject({ toDate: 100_100, qualifies: true });
  });

  it('is open until the last day of its period has passed', () => {
    expect(standingOf(pears, 0, '2020-12-30').periodState).toBe('open');
    expect(standingOf(pears, 0, '2020-12-31').periodState).toBe('closed');
  });

  it('counts no day after the day it is asked about, nor outside its period', () => {
    expect(countedDays(pears, '2020-09-27')).toEqual({ from: '2020-01-01', to: '2020-09-28' });
    expect(countedDays(pears, '2023-01-01')).toEqual({ from: '2020-01-01', to: '2021-01-01' });
    const before = countedDays(pears, '2019-06-01');
    expect(before.from >= before.to).toBe(true);
  });

  it('says nothing about qualifying where no figure was published for the period', () => {
    const later = { ...pears, from: '2021-01-01', to: '2022-01-01' };
    expect(standingOf(later, 5_000, '2021-06-01')).toMatchObject({
      threshold: null,
      qualifies: null,
    });
  });

  it('takes parcels from any of its places and no other', () => {
    expect(comesFrom(pears.placeCodes, '652823')).toBe(true); // a county of 6528
    expect(comesFrom(pears.placeCodes, '652901')).toBe(true);
    expect(comesFrom(pears.placeCodes, '652922')).toBe(false);
    expect(comesFrom(pears.placeCodes, '65')).toBe(false); // the province alone says too little
  });
});

describe('the published thresholds', () => {
  const over = (track: 'place' | 'county', jurisdiction: string, day: string) =>
    thresholdFor({ track, jurisdiction, level: 'qualified', day }, THRESHOLD_RULES)?.over;

  it('depend on track, jurisdiction and day', () => {
    expect(over('place', '65', '2020-08-31')).toBe(100_000);
    expect(over('county', '65', '2020-08-31')).toBe(100_000);
    expect(over('place', 'national', '2020-08-31')).toBe(1_000_000);
    expect(over('county', 'national', '2020-08-31')).toBe(100_000);
    expect(over('place', '65', '2019-12-31')).toBeUndefined();
    expect(over('place', '65', '2021-01-01')).toBeUndefined();
  });

  it('never leave two figures in force for the same question', () => {
    for (const a of THRESHOLD_RULES) {
      const rivals = THRESHOLD_RULES.filter(
        (b) =>
          a.track === b.track &&
          a.jurisdiction === b.jurisdiction &&
          a.level === b.level &&
          (b.to === null || a.from < b.to) &&
          (a.to === null || b.from < a.to),
      );
      expect(rivals).toEqual([a]);
    }
  });

  it('are passed by more, not by as many', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...THRESHOLD_RULES),
        fc.integer({ min: 0, max: 10 }),
        (rule, n) => {
          expect(exceeds(rule.over - n, rule)).toBe(false);
          expect(exceeds(rule.over + 1 + n, rule)).toBe(true);
        },
      ),
    );
  });
});
