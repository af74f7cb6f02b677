import * as fc from 'fast-check';
import { COVERAGE_STATES, dayNumber, parseInstant } from '@youlu/vocabulary';
import { EDITIONS, EditionShelf } from '../editions/editions';
import { daysEnding, wholeWeeksEnding } from '../edition-form/evidence-window';
import type { IndicatorEdition } from '../edition-form/indicator-edition';
import { type Parameters, parametersOf } from '../edition-form/parameters';
import { TOWNSHIP_OUTLET_2020 } from '../editions/township-outlet.2020';
import { noFacts, type WritableFacts } from '../edition-form/unit-facts';
import { VILLAGE_DIRECT_MAIL_2020 } from '../editions/village-direct-mail.2020';
import { VILLAGE_EXPRESS_2020 } from '../editions/village-express.2020';
import { DECLARED_BIT, explain, judge, stateOf } from './judge';

const at = (iso: string): number => parseInstant(iso) ?? Number.NaN;
const DECLARED_FROM = dayNumber('2020-01-01');

/** What a test says about one unit. */
interface Said {
  exclusion?: string;
  declared?: boolean;
  frequency?: number;
  countyFiled?: boolean;
  seen?: boolean;
  weeks?: number[];
  stopped?: number;
  ruling?: 'served' | 'not-served';
}

const usually = (edition: IndicatorEdition): Parameters => {
  const parameters = parametersOf(edition.parameters, {});
  if ('field' in parameters) throw new Error(parameters.reason);
  return parameters;
};

function factsOf(edition: IndicatorEdition, said: Said): WritableFacts {
  const { exclusion, declared, frequency, countyFiled, seen, weeks, stopped, ruling } = said;
  const facts = noFacts(1, usually(edition).windowWeeks);
  if (exclusion !== undefined) facts.exclusions = new Map([[0, () => exclusion]]);
  if (ruling)
    facts.rulings = new Map([[0, { verdict: ruling, challengeId: 'c-1', from: '2020-09-01' }]]);
  if (declared) facts.declaredFrom[0] = DECLARED_FROM;
  facts.declaredPerWeek[0] = frequency ?? 0;
  facts.countyFiled[0] = countyFiled ? 1 : 0;
  facts.stoppedElsewhere[0] = stopped ?? 0;
  facts.visitedDays.set((weeks ?? []).slice(0, facts.weeks).map((days) => 2 ** days - 1));
  if (seen) {
    facts.evidenceCount[0] = 2;
    facts.evidenceDays[0] = 2;
    facts.firstAt[0] = at('2020-09-02T10:00:00+08:00');
    facts.lastAt[0] = at('2020-09-26T23:59:00+08:00');
  }
  return facts;
}

const decided = (edition: IndicatorEdition, said: Said, parameters = usually(edition)) => {
  const facts = factsOf(edition, said);
  const [mark = 0] = judge(edition, facts, parameters);
  return [stateOf(mark), explain(edition, facts, parameters, 0).rule];
};
const reasonFor = (edition: IndicatorEdition, said: Said, language: 'zh-CN' | 'en' = 'zh-CN') =>
  explain(edition, factsOf(edition, said), usually(edition), 0).reason(language);

describe('the state of a unit', () => {
  it('is unknown where nobody has said anything, and not-served only once the county has filed', () => {
    expect(decided(VILLAGE_EXPRESS_2020, {})).toEqual(['unknown', 'no-filing']);
    expect(decided(VILLAGE_EXPRESS_2020, { countyFiled: true })).toEqual([
      'not-served',
      'filing-complete-not-declared',
    ]);
  });

  it('is observed as soon as one parcel changes hands there, declared or not', () => {
    const observed = ['observed', 'evidence-in-window'];
    expect(decided(VILLAGE_EXPRESS_2020, { seen: true, declared: true })).toEqual(observed);
    expect(decided(TOWNSHIP_OUTLET_2020, { seen: true })).toEqual(observed);
    expect(reasonFor(VILLAGE_EXPRESS_2020, { seen: true })).toBe(
      '近28天内在村揽收或妥投2次，最近2020-09-26',
    );
  });

  it('is contradicted when three parcels for a declared village stop elsewhere, not two', () => {
    const stopped = (parcels: number, declared = true) =>
      decided(VILLAGE_EXPRESS_2020, { stopped: parcels, declared })[0];
    expect(stopped(3)).toBe('contradicted');
    expect(stopped(2)).toBe('declared-only');
    expect(stopped(3, false)).toBe('unknown');
  });

  it('is observed rather than contradicted when a parcel did reach the village', () => {
    const said = { declared: true, seen: true, stopped: 9 };
    expect(decided(VILLAGE_EXPRESS_2020, said)[0]).toBe('observed');
  });

  it('knows no contradiction of outlets and direct mail', () => {
    const said = { declared: true, stopped: 9 };
    expect(decided(TOWNSHIP_OUTLET_2020, said)[0]).toBe('declared-only');
    expect(decided(VILLAGE_DIRECT_MAIL_2020, said)[0]).toBe('declared-only');
  });

  it('asks for the declared visits in each whole week, three where nothing is declared', () => {
    const mail = (weeks: number[], frequency?: number, declared = frequency !== undefined) =>
      decided(VILLAGE_DIRECT_MAIL_2020, { weeks, declared, ...(frequency ? { frequency } : {}) });
    expect(mail([6, 6, 6, 6], 6)).toEqual(['observed', 'visits-each-week']);
    expect(mail([6, 5, 6, 6], 6)).toEqual(['declared-only', 'visits-below-frequency']);
    expect(mail([1, 1, 1, 1], 1)[0]).toBe('observed');
    expect(mail([3, 3, 3, 3], undefined, true)[0]).toBe('observed');
    expect(mail([3, 3, 2, 3])).toEqual(['unknown', 'no-filing']);
    expect(mail([3, 3, 3, 3])).toEqual(['observed', 'visits-each-week']);
  });

  it('is excluded before anything else, with the written reason', () => {
    const said = {
      exclusion: '整村搬迁',
      seen: true,
      declared: true,
      ruling: 'not-served' as const,
    };
    expect(decided(VILLAGE_EXPRESS_2020, said)).toEqual(['excluded', 'listed-exclusion']);
    expect(reasonFor(VILLAGE_EXPRESS_2020, said)).toBe('整村搬迁');
  });

  it('follows a challenge that was settled against it, before any evidence', () => {
    const against = { seen: true, ruling: 'not-served' as const };
    expect(decided(VILLAGE_EXPRESS_2020, { ...against, declared: true })).toEqual([
      'contradicted',
      'settled-challenge',
    ]);
    expect(decided(VILLAGE_EXPRESS_2020, against)).toEqual(['not-served', 'settled-challenge']);
    expect(reasonFor(VILLAGE_EXPRESS_2020, against)).toContain('c-1');
  });

  it.each([
    ['contradicted', { declared: true, stopped: 9 }],
    ['not-served', { countyFiled: true }],
    ['unknown', {}],
    ['declared-only', { declared: true }],
  ])(
    'was %s and counts as declared, never observed, once a challenge was settled for it',
    (was, said) => {
      expect(decided(VILLAGE_EXPRESS_2020, said)[0]).toBe(was);
      const found = { ...said, ruling: 'served' as const };
      expect(decided(VILLAGE_EXPRESS_2020, found)).toEqual(['declared-only', 'settled-served']);
      expect(reasonFor(VILLAGE_EXPRESS_2020, found)).toContain('c-1');
      const mark = judge(
        VILLAGE_EXPRESS_2020,
        factsOf(VILLAGE_EXPRESS_2020, found),
        usually(VILLAGE_EXPRESS_2020),
      );
      expect((mark[0] ?? 0) & DECLARED_BIT).toBe(DECLARED_BIT);
    },
  );

  it('is observed by its parcels and excluded by the list, whatever was settled for it', () => {
    const found = { ruling: 'served' as const };
    expect(decided(VILLAGE_EXPRESS_2020, { ...found, seen: true })[0]).toBe('observed');
    expect(decided(VILLAGE_EXPRESS_2020, { ...found, exclusion: '整村搬迁' })[0]).toBe('excluded');
  });

  it('is always one of the six, with a rule and a reason, under every edition', () => {
    const anySaid = fc.record({
      countyFiled: fc.boolean(),
      seen: fc.boolean(),
      declared: fc.boolean(),
      weeks: fc.array(fc.nat(7), { minLength: 4, maxLength: 4 }),
      stopped: fc.nat(5),
    });
    fc.assert(
      fc.property(anySaid, fc.constantFrom(...EDITIONS), (said, edition) => {
        const [state, rule] = decided(edition, said);
        expect(COVERAGE_STATES).toContain(state);
        expect(rule).toMatch(/^[a-z-]+$/);
        expect(reasonFor(edition, said)).toMatch(/^[^a-z]+$/);
        expect(reasonFor(edition, said, 'en')).toMatch(/^[\x20-\x7e]+$/);
      }),
    );
  });

  it('is never less observed for more evidence', () => {
    const anySaid = fc.record({
      countyFiled: fc.boolean(),
      declared: fc.boolean(),
      weeks: fc.array(fc.nat(7), { minLength: 4, maxLength: 4 }),
      stopped: fc.nat(5),
    });
    const more = fc.array(fc.nat(3), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(anySaid, more, fc.constantFrom(...EDITIONS), (said, added, edition) => {
        const before = decided(edition, said)[0];
        const weeks = said.weeks.map((days, week) => Math.min(7, days + (added[week] ?? 0)));
        const after = decided(edition, { ...said, weeks, seen: true })[0];
        if (before === 'observed') expect(after).toBe('observed');
      }),
    );
  });
});

describe('the shelf of editions', () => {
  it('holds every edition once, and a usual one of each indicator', () => {
    const shelf = new EditionShelf();
    const names = EDITIONS.map(({ indicator, edition }) => `${indicator} ${edition}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { indicator } of EDITIONS) expect(shelf.usual(indicator).edition).toBe('2020');
  });

  it('takes one more as a file and a line: it is found, judged and bounded like the others', () => {
    const stricter: IndicatorEdition = {
      ...VILLAGE_EXPRESS_2020,
      edition: '2030',
      parameters: {
        daysNeeded: { usual: 2, min: 2, max: 28 },
        windowDays: { usual: 28, min: 7, max: 28 },
      },
    };
    const shelf = new EditionShelf([...EDITIONS, stricter]);
    expect(shelf.namesOf('village-express')).toEqual(['2020', 'current', '2030']);
    const found = shelf.find('village-express', '2030');
    expect(found && decided(found, { seen: true })[0]).toBe('observed');
    expect(found && decided(found, { seen: true }, { ...usually(found), daysNeeded: 3 })[0]).toBe(
      'unknown',
    );
    expect(parametersOf(stricter.parameters, { daysNeeded: 1 })).toMatchObject({
      field: 'daysNeeded',
      fix: '请填 2 至 28，不填则为 2。Send 2 to 28, or leave it away for 2.',
    });
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
    expect(
      VILLAGE_DIRECT_MAIL_2020.windowOn('2020-10-01', usually(VILLAGE_DIRECT_MAIL_2020)),
    ).toEqual({
      from: '2020-08-31',
      to: '2020-09-27',
    });
  });
});
