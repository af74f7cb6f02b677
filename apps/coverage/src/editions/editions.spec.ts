import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CoverageState } from '@youlu/vocabulary';
import type { IndicatorEdition } from '../edition-form/indicator-edition';
import { parametersOf } from '../edition-form/parameters';
import { noFacts } from '../edition-form/unit-facts';
import { explain, judge, stateOf } from '../judgement/judge';
import { EDITIONS } from './editions';
import { VILLAGE_DIRECT_MAIL_CURRENT } from './village-direct-mail-current';

const TWINS = join(__dirname, '../../../../test/twin/sql');
const [SERVED, TOO_FEW, STOPPED] = [28, 1, 3];

/** What each edition makes of a declared unit: with evidence every day, on one day only, and with parcels stopped elsewhere. */
const CASES: Readonly<Record<string, readonly [CoverageState, CoverageState, CoverageState]>> = {
  'township-outlet.2020': ['observed', 'observed', 'declared-only'],
  'township-outlet.current': ['observed', 'declared-only', 'declared-only'],
  'village-express.2020': ['observed', 'observed', 'contradicted'],
  'village-express.current': ['observed', 'declared-only', 'contradicted'],
  'village-direct-mail.2020': ['observed', 'declared-only', 'declared-only'],
  'village-direct-mail.current': ['observed', 'declared-only', 'declared-only'],
  'village-station.2020': ['observed', 'observed', 'declared-only'],
  'township-post-office.2020': ['observed', 'observed', 'declared-only'],
  'border-hamlet.2020': ['observed', 'observed', 'declared-only'],
};

const nameOf = ({ indicator, edition }: IndicatorEdition): string => `${indicator}.${edition}`;

/** A declared unit, seen on so many days and in as many of its weeks' days, with parcels elsewhere. */
function stateWith(edition: IndicatorEdition, days: number, stopped: number) {
  const parameters = parametersOf(edition.parameters, {});
  if ('field' in parameters) throw new Error(parameters.reason);
  const facts = noFacts(1, parameters.windowWeeks);
  facts.declaredFrom[0] = 0;
  facts.evidenceCount[0] = days;
  facts.evidenceDays[0] = days;
  facts.visitedDays.fill(2 ** Math.min(7, days) - 1);
  facts.stoppedElsewhere[0] = stopped;
  const [mark = 0] = judge(edition, facts, parameters);
  expect(explain(edition, facts, parameters, 0).reason('zh-CN')).not.toBe('');
  return stateOf(mark);
}

describe('the editions of indicators', () => {
  it('are a file each, all of them on the list', () => {
    const files = readdirSync(__dirname).filter((name) => /[.-](\d{4}|current)\.ts$/.test(name));
    const listed = EDITIONS.map((edition) => nameOf(edition).replace('.current', '-current'));
    expect(files.sort()).toEqual(listed.map((name) => `${name}.ts`).sort());
  });

  it('have a second implementation each, which the twin asks by name', () => {
    const twin = readFileSync(join(TWINS, '../twin.mjs'), 'utf8');
    for (const name of EDITIONS.map(nameOf)) {
      expect([name, existsSync(join(TWINS, `${name}.sql`))]).toEqual([name, true]);
      expect(twin).toContain(`'${name}':`);
    }
  });

  it('judge a declared unit as their cases say, and each has cases', () => {
    const judged = EDITIONS.map((edition) => [
      nameOf(edition),
      [
        stateWith(edition, SERVED, 0),
        stateWith(edition, TOO_FEW, 0),
        stateWith(edition, 0, STOPPED),
      ],
    ]);
    expect(Object.fromEntries(judged)).toEqual(CASES);
  });

  it('need fewer visits where fewer are prescribed, and never more', () => {
    const edition = VILLAGE_DIRECT_MAIL_CURRENT;
    const parameters = { windowDays: 0, windowWeeks: 1, daysNeeded: 3, modes: null };
    const state = (declared: number, prescribed: number, visited: number) => {
      const facts = noFacts(1, 1);
      facts.declaredFrom[0] = 0;
      facts.declaredPerWeek[0] = declared;
      facts.visitedDays[0] = 2 ** visited - 1;
      const reason = '牧区';
      facts.prescriptions = new Map([
        [0, { visitsPerWeek: [prescribed], closed: [false], reason }],
      ]);
      const why = explain(edition, facts, parameters, 0).reason('zh-CN');
      return [stateOf(judge(edition, facts, parameters)[0] ?? 0), why.includes(reason)];
    };
    expect(state(3, 1, 1)).toEqual(['observed', true]);
    expect(state(3, 2, 1)).toEqual(['declared-only', true]);
    expect(state(3, 5, 4)).toEqual(['observed', false]);
    expect(state(0, 5, 3)).toEqual(['observed', false]);
    expect(state(7, 5, 4)).toEqual(['declared-only', true]);
    expect(state(7, 5, 5)).toEqual(['observed', true]);
  });
});
