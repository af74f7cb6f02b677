import { VILLAGE_EXCLUSIONS_2020 } from '../edition-form/exclusions';
import type { IndicatorEdition } from '../edition-form/indicator-edition';
import { found } from '../edition-form/reason';
import { daysByWeek, daysVisited, type UnitFacts } from '../edition-form/unit-facts';
import { VILLAGE_DIRECT_MAIL_2020 } from './village-direct-mail.2020';

/**
 * The edition in use now. Three visits a week, or more where more is declared; fewer only where fewer
 * are prescribed in writing, and none in the weeks of a seasonal closure. Who is closed in all weeks
 * is left out, with the written reason. A prescription excuses: one above what is needed anyway changes nothing.
 */
export const VILLAGE_DIRECT_MAIL_CURRENT: IndicatorEdition = {
  ...VILLAGE_DIRECT_MAIL_2020,
  edition: 'current',
  definition: {
    zh: '最近若干个完整周内，每周到村天数不少于3天（申报更高的按申报）；经书面核定可低于3天，季节性停邮的周不计。',
    en: 'In each of the last whole weeks the carrier came on at least 3 days, or on more where more is declared; on fewer only where fewer are prescribed in writing, and weeks of a seasonal closure do not count.',
  },
  source: {
    zh: '《邮政普遍服务》标准：建制村每周投递不少于3次，交通不便的边远地区可按核定频次；4个完整周为本系统约定',
    en: 'Universal postal service standard: at least 3 deliveries a week, fewer where prescribed for remote places; 4 whole weeks are a convention of this system',
  },
  exclusions: VILLAGE_EXCLUSIONS_2020,
  heedsPrescriptions: true,
  excludes({ prescriptions }) {
    return (unit) => prescriptions.get(unit)?.closed.every(Boolean) ?? false;
  },
  observes(facts, { daysNeeded }) {
    return (unit) => {
      for (let week = 0; week < facts.weeks; week++) {
        if (daysVisited(facts, unit, week) < neededIn(facts, unit, week, daysNeeded)) return false;
      }
      return facts.weeks > 0;
    };
  },
  why: {
    excluded(facts, unit) {
      const reason = facts.prescriptions.get(unit)?.reason ?? '';
      return found(
        'seasonal-closure',
        () => reason,
        () => reason,
      );
    },
    observed(facts, unit, { daysNeeded }) {
      const words = weeksInWords(facts, unit, daysNeeded);
      return found(
        'visits-each-week',
        () => `最近${facts.weeks}个完整周到村天数为${words.zh}，均达到要求`,
        () =>
          `visited on ${words.en} days in the last ${facts.weeks} whole weeks, as often as needed`,
      );
    },
    declared(facts, unit, { daysNeeded }) {
      const words = weeksInWords(facts, unit, daysNeeded);
      return found(
        'visits-below-frequency',
        () => `已申报直接通邮，但最近${facts.weeks}个完整周到村天数为${words.zh}，未达到要求`,
        () =>
          `declared, but visited on ${words.en} days in the last ${facts.weeks} whole weeks, short of what is needed`,
      );
    },
  },
};

/** Visits needed in a week; none while the village is closed. What is prescribed never asks for more. */
function neededIn(facts: UnitFacts, unit: number, week: number, daysNeeded: number): number {
  const prescribed = facts.prescriptions.get(unit);
  if (prescribed?.closed[week]) return 0;
  const usual = usuallyNeeded(facts, unit, daysNeeded);
  return Math.min(prescribed?.visitsPerWeek[week] ?? usual, usual);
}

function usuallyNeeded(facts: UnitFacts, unit: number, daysNeeded: number): number {
  return Math.max(facts.declaredPerWeek[unit] ?? 0, daysNeeded);
}

/** Each week as visited over needed, 3/3 or 0/0 where closed, and the written reason for fewer. */
function weeksInWords(facts: UnitFacts, unit: number, daysNeeded: number) {
  const days = daysByWeek(facts, unit);
  const needed = days.map((_, week) => neededIn(facts, unit, week, daysNeeded));
  const weeks = days.map((visited, week) => `${visited}/${needed[week]}`);
  const usual = usuallyNeeded(facts, unit, daysNeeded);
  const isLess = needed.some((one) => one < usual);
  const reason = isLess ? facts.prescriptions.get(unit)?.reason : undefined;
  return {
    zh: weeks.join('、') + (reason === undefined ? '' : `（核定：${reason}）`),
    en: weeks.join(', ') + (reason === undefined ? '' : ' (fewer are prescribed in writing)'),
  };
}
