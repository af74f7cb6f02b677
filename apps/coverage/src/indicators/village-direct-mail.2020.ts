import { addDays } from '@youlu/vocabulary';
import { VILLAGE_EXCLUSIONS_2020 } from './exclusions';
import type { IndicatorEdition, Reason, UnitFacts } from './indicator-edition';
import { wholeWeeksEnding } from './evidence-window';

export const DIRECT_MAIL_WEEKS = 4;
/** Universal service in rural areas: at least three visits a week (product rule 5). */
const VISITS_PER_WEEK_MIN = 3;

function frequencyOf(facts: UnitFacts): number {
  return facts.declaration?.frequencyPerWeek ?? VISITS_PER_WEEK_MIN;
}

/** 建制村直接通邮率: the carrier came to the village as often as promised in each whole week. */
export const VILLAGE_DIRECT_MAIL_2020: IndicatorEdition = {
  indicator: 'village-direct-mail',
  edition: '2020',
  name: '建制村直接通邮率',
  source: '《邮政普遍服务》标准：建制村每周投递不少于3次；4个完整周为本系统约定',
  unitLevel: 5,
  kinds: ['admin_village'],
  exclusions: VILLAGE_EXCLUSIONS_2020,
  windowOn(asOf) {
    const mondays = wholeWeeksEnding(asOf, DIRECT_MAIL_WEEKS);
    const first = mondays[0] ?? asOf;
    return { from: first, to: addDays(first, 7 * DIRECT_MAIL_WEEKS - 1) };
  },
  observe(facts) {
    const { visitedDaysByWeek: weeks } = facts;
    const frequency = frequencyOf(facts);
    if (weeks.length !== DIRECT_MAIL_WEEKS) return undefined;
    if (weeks.some((days) => days < frequency)) return undefined;
    const reason: Reason = (language) =>
      language === 'en'
        ? `visited on ${weeks.join(', ')} days in the last ${weeks.length} whole weeks, none below ${frequency} a week`
        : `最近${weeks.length}个完整周到村天数为${weeks.join('、')}，均不少于每周${frequency}天`;
    return { rule: 'visits-each-week', reason };
  },
  contradict: () => undefined,
  leaveDeclared(facts) {
    const { visitedDaysByWeek: days } = facts;
    const frequency = frequencyOf(facts);
    const reason: Reason = (language) =>
      language === 'en'
        ? `declared, but visited on ${days.join(', ')} days in the last ${DIRECT_MAIL_WEEKS} whole weeks, short of ${frequency} a week`
        : `已申报直接通邮，但最近${DIRECT_MAIL_WEEKS}个完整周到村天数为${days.join('、')}，不足每周${frequency}天`;
    return { rule: 'visits-below-frequency', reason };
  },
};
