import { countedDays, type Project, standingOf } from './project';
import { PUBLISHED_THRESHOLDS } from './published-thresholds';

const pears: Project = {
  projectId: 'korla-pear-2020',
  name: '库尔勒香梨',
  track: 'place',
  productId: 'korla-pear',
  placeCodes: ['6528', '659006', '652901'],
  attribution: 'origin',
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

  it('says which honours it has reached', () => {
    const national = { ...pears, jurisdiction: 'national', openingCount: 5_000_000 };
    const levels = (counted: number) =>
      standingOf(national, counted, '2020-09-27').levels.map(({ level, reached }) => [
        level,
        reached,
      ]);
    expect(levels(0)).toEqual([
      ['qualified', true],
      ['bronze', true],
      ['silver', false], // exactly 5,000,000
      ['gold', false],
    ]);
    expect(levels(1)[2]).toEqual(['silver', true]);
  });

  it('of a track without a published figure has none to pass', () => {
    expect(standingOf({ ...pears, track: 'prefecture' }, 1e6, '2020-09-27')).toMatchObject({
      threshold: null,
      qualifies: null,
      levels: [],
    });
    expect(PUBLISHED_THRESHOLDS.some(({ track }) => track === 'prefecture')).toBe(false);
  });
});
