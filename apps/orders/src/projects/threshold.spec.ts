import * as fc from 'fast-check';
import { PUBLISHED_THRESHOLDS } from './published-thresholds';
import { exceeds, thresholdsFor, type Track } from './threshold';

describe('the published thresholds', () => {
  const over = (track: Track, jurisdiction: string, day: string) =>
    Object.fromEntries(
      thresholdsFor({ track, jurisdiction, day }, PUBLISHED_THRESHOLDS).map((t) => [
        t.level,
        t.over,
      ]),
    );

  it('of Xinjiang are one figure for places and counties, for 2020', () => {
    expect(over('place', '65', '2020-08-31')).toEqual({ qualified: 100_000 });
    expect(over('county', '65', '2020-08-31')).toEqual({ qualified: 100_000 });
    expect(over('prefecture', '65', '2020-08-31')).toEqual({});
    expect(over('place', '65', '2019-12-31')).toEqual({});
    expect(over('place', '65', '2021-01-01')).toEqual({});
  });

  it('of the nation differ by track, have tiers, and since 2023 two million for counties', () => {
    const tiers = { bronze: 1_000_000, silver: 5_000_000, gold: 10_000_000 };
    expect(over('place', 'national', '2020-06-01')).toEqual({ qualified: 1_000_000, ...tiers });
    expect(over('county', 'national', '2020-06-01')).toEqual({ qualified: 100_000 });
    expect(over('place', 'national', '2021-06-01')).toEqual(tiers);
    expect(over('county', 'national', '2022-12-31')).toEqual({});
    expect(over('county', 'national', '2023-01-01')).toEqual({ 'two-million': 2_000_000 });
  });

  it('never leave two figures in force for the same question', () => {
    for (const a of PUBLISHED_THRESHOLDS) {
      const rivals = PUBLISHED_THRESHOLDS.filter(
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
        fc.constantFrom(...PUBLISHED_THRESHOLDS),
        fc.integer({ min: 0, max: 10 }),
        (threshold, n) => {
          expect(exceeds(threshold.over - n, threshold)).toBe(false);
          expect(exceeds(threshold.over + 1 + n, threshold)).toBe(true);
        },
      ),
    );
  });
});
