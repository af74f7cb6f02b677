import { addDays } from '@youlu/vocabulary';
import { VILLAGE_EXCLUSIONS_2020 } from '../edition-form/exclusions';
import { wholeWeeksEnding } from '../edition-form/evidence-window';
import { type IndicatorEdition, STEPS } from '../edition-form/indicator-edition';
import { found } from '../edition-form/reason';
import { daysByWeek, daysVisited, type UnitFacts } from '../edition-form/unit-facts';

/** Universal service in rural areas: at least three visits a week (`source` below). */
export const VISITS_PER_WEEK_MIN = 3;

/** 建制村直接通邮率: the carrier came to the village as often as promised in each whole week. */
export const VILLAGE_DIRECT_MAIL_2020: IndicatorEdition = {
  indicator: 'village-direct-mail',
  edition: '2020',
  name: { zh: '建制村直接通邮率', en: 'Village direct mail' },
  definition: {
    zh: '最近若干个完整周内，每周到村天数不少于申报的频次；未申报频次的不少于3天。',
    en: 'In each of the last whole weeks the carrier came to the village on as many days as declared; on three where no frequency is declared.',
  },
  source: {
    zh: '《邮政普遍服务》标准：建制村每周投递不少于3次；4个完整周为本系统约定',
    en: 'Universal postal service standard: at least 3 deliveries a week to an administrative village; 4 whole weeks are a convention of this system',
  },
  population: { level: 5, kinds: ['admin_village'] },
  exclusions: VILLAGE_EXCLUSIONS_2020,
  parameters: {
    windowWeeks: { usual: 4, min: 1, max: 7 },
    daysNeeded: { usual: VISITS_PER_WEEK_MIN, min: 1, max: 7 },
  },
  evidence: 'visits',
  precedence: STEPS,
  windowOn(asOf, { windowWeeks }) {
    const first = wholeWeeksEnding(asOf, windowWeeks)[0] ?? asOf;
    return { from: first, to: addDays(first, 7 * windowWeeks - 1) };
  },
  observes(facts, { daysNeeded }) {
    return (unit) => {
      const needed = neededIn(facts, unit, daysNeeded);
      for (let week = 0; week < facts.weeks; week++) {
        if (daysVisited(facts, unit, week) < needed) return false;
      }
      return facts.weeks > 0;
    };
  },
  why: {
    observed(facts, unit, { daysNeeded }) {
      const weeks = daysByWeek(facts, unit);
      const needed = neededIn(facts, unit, daysNeeded);
      return found(
        'visits-each-week',
        () => `最近${weeks.length}个完整周到村天数为${weeks.join('、')}，均不少于每周${needed}天`,
        () =>
          `visited on ${weeks.join(', ')} days in the last ${weeks.length} whole weeks, none below ${needed} a week`,
      );
    },
    declared(facts, unit, { daysNeeded }) {
      const weeks = daysByWeek(facts, unit);
      const needed = neededIn(facts, unit, daysNeeded);
      return found(
        'visits-below-frequency',
        () =>
          `已申报直接通邮，但最近${weeks.length}个完整周到村天数为${weeks.join('、')}，不足每周${needed}天`,
        () =>
          `declared, but visited on ${weeks.join(', ')} days in the last ${weeks.length} whole weeks, short of ${needed} a week`,
      );
    },
  },
};

function neededIn(facts: UnitFacts, unit: number, daysNeeded: number): number {
  return facts.declaredPerWeek[unit] || daysNeeded;
}
