import * as fc from 'fast-check';
import { COVERAGE_STATES, parseInstant } from '@youlu/vocabulary';
import { editionOf } from './editions';
import { type IndicatorEdition, NO_EVIDENCE, type UnitFacts } from './indicator-edition';
import { stateOf } from './unit-state';
import { TOWNSHIP_OUTLET_2020 } from './township-outlet.2020';
import { VILLAGE_DIRECT_MAIL_2020 } from './village-direct-mail.2020';
import { VILLAGE_EXPRESS_2020 } from './village-express.2020';
import { daysEnding, wholeWeeksEnding } from './evidence-window';

const at = (iso: string): number => parseInstant(iso) ?? Number.NaN;
const NOTHING: UnitFacts = {
  exclusion: null,
  declaration: null,
  countyFiled: false,
  evidence: NO_EVIDENCE,
  visitedDaysByWeek: [0, 0, 0, 0],
  parcelsStoppedElsewhere: 0,
};
const DECLARED = { from: '2020-01-01', frequencyPerWeek: null };
const SEEN = {
  count: 2,
  firstAt: at('2020-09-02T10:00:00+08:00'),
  lastAt: at('2020-09-26T23:59:00+08:00'),
};

const decided = (edition: IndicatorEdition, facts: Partial<UnitFacts>) => {
  const { state, rule, undeclared } = stateOf(edition, { ...NOTHING, ...facts });
  return [state, rule, undeclared];
};

describe('the state of a unit', () => {
  it('is unknown where nobody has said anything, and not-served only once the county has filed', () => {
    expect(decided(VILLAGE_EXPRESS_2020, {})).toEqual(['unknown', 'no-filing', false]);
    expect(decided(VILLAGE_EXPRESS_2020, { countyFiled: true })).toEqual([
      'not-served',
      'filing-complete-not-declared',
      false,
    ]);
  });

  it('is observed as soon as one parcel changes hands there, declared or not', () => {
    expect(decided(VILLAGE_EXPRESS_2020, { evidence: SEEN, declaration: DECLARED })).toEqual([
      'observed',
      'evidence-in-window',
      false,
    ]);
    expect(decided(TOWNSHIP_OUTLET_2020, { evidence: SEEN })).toEqual([
      'observed',
      'evidence-in-window',
      true,
    ]);
    expect(stateOf(VILLAGE_EXPRESS_2020, { ...NOTHING, evidence: SEEN }).reason('zh-CN')).toBe(
      '近28天内在村揽收或妥投2次，最近2020-09-26',
    );
  });

  it('is contradicted when three parcels for a declared village stop elsewhere, not two', () => {
    const stopped = (parcels: number, declared = true) =>
      decided(VILLAGE_EXPRESS_2020, {
        parcelsStoppedElsewhere: parcels,
        ...(declared ? { declaration: DECLARED } : {}),
      })[0];
    expect(stopped(3)).toBe('contradicted');
    expect(stopped(2)).toBe('declared-only');
    expect(stopped(3, false)).toBe('unknown');
  });

  it('is observed rather than contradicted when a parcel did reach the village', () => {
    const facts = { declaration: DECLARED, evidence: SEEN, parcelsStoppedElsewhere: 9 };
    expect(decided(VILLAGE_EXPRESS_2020, facts)[0]).toBe('observed');
  });

  it('knows no contradiction of outlets and direct mail', () => {
    const facts = { declaration: DECLARED, parcelsStoppedElsewhere: 9 };
    expect(decided(TOWNSHIP_OUTLET_2020, facts)[0]).toBe('declared-only');
    expect(decided(VILLAGE_DIRECT_MAIL_2020, facts)[0]).toBe('declared-only');
  });

  it('asks for the declared visits in each whole week, three where nothing is declared', () => {
    const mail = (weeks: number[], frequencyPerWeek: number | null | undefined) =>
      decided(VILLAGE_DIRECT_MAIL_2020, {
        visitedDaysByWeek: weeks,
        ...(frequencyPerWeek === undefined
          ? {}
          : { declaration: { from: '2020-01-01', frequencyPerWeek } }),
      });
    expect(mail([6, 6, 6, 6], 6)).toEqual(['observed', 'visits-each-week', false]);
    expect(mail([6, 5, 6, 6], 6)).toEqual(['declared-only', 'visits-below-frequency', false]);
    expect(mail([1, 1, 1, 1], 1)[0]).toBe('observed');
    expect(mail([3, 3, 3, 3], null)[0]).toBe('observed');
    expect(mail([3, 3, 2, 3], undefined)).toEqual(['unknown', 'no-filing', false]);
    expect(mail([3, 3, 3, 3], undefined)).toEqual(['observed', 'visits-each-week', true]);
  });

  it('is excluded before anything else, with the written reason', () => {
    const facts = { ...NOTHING, exclusion: '整村搬迁', evidence: SEEN, declaration: DECLARED };
    const found = stateOf(VILLAGE_EXPRESS_2020, facts);
    expect([found.state, found.rule, found.reason('zh-CN')]).toEqual([
      'excluded',
      'listed-exclusion',
      '整村搬迁',
    ]);
  });

  it('is always one of the six, with a rule and a reason', () => {
    const anyFacts = fc.record({
      countyFiled: fc.boolean(),
      evidence: fc.constantFrom(NO_EVIDENCE, SEEN),
      visitedDaysByWeek: fc.array(fc.nat(7), { minLength: 4, maxLength: 4 }),
      parcelsStoppedElsewhere: fc.nat(5),
    });
    fc.assert(
      fc.property(anyFacts, fc.boolean(), (facts, declared) => {
        const indicators = ['township-outlet', 'village-express', 'village-direct-mail'] as const;
        for (const indicator of indicators) {
          const all = { ...facts, exclusion: null, declaration: declared ? DECLARED : null };
          const found = stateOf(editionOf(indicator), all);
          expect(COVERAGE_STATES).toContain(found.state);
          expect(found.rule).toMatch(/^[a-z-]+$/);
          expect(found.reason('zh-CN')).toMatch(/^[^a-z]+$/);
          expect(found.reason('en')).toMatch(/^[\x20-\x7e]+$/);
          expect(found.undeclared).toBe(found.state === 'observed' && !declared);
        }
      }),
    );
  });
});

describe('the window', () => {
  it('holds 28 days that end on the day', () => {
    expect(daysEnding('2020-09-27', 28)).toEqual({ from: '2020-08-31', to: '2020-09-27' });
  });

  it('holds whole ISO weeks only: a Sunday ends its week, a Monday does not', () => {
    const four = ['2020-08-31', '2020-09-07', '2020-09-14', '2020-09-21'];
    expect(wholeWeeksEnding('2020-09-27', 4)).toEqual(four);
    expect(wholeWeeksEnding('2020-09-28', 4)).toEqual(four);
    expect(wholeWeeksEnding('2020-10-03', 4)).toEqual(four);
    expect(wholeWeeksEnding('2020-09-26', 4)[3]).toBe('2020-09-14');
    expect(VILLAGE_DIRECT_MAIL_2020.windowOn('2020-10-01')).toEqual({
      from: '2020-08-31',
      to: '2020-09-27',
    });
  });
});
