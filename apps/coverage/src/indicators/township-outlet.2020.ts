import { dayOf } from '@youlu/vocabulary';
import { TOWNSHIP_EXCLUSIONS_2020 } from './exclusions';
import type { IndicatorEdition, Reason } from './indicator-edition';
import { daysEnding } from './evidence-window';

const WINDOW_DAYS = 28;

/** 乡镇快递网点覆盖率: a parcel was accepted or handed over at a station of the township. */
export const TOWNSHIP_OUTLET_2020: IndicatorEdition = {
  indicator: 'township-outlet',
  edition: '2020',
  name: '乡镇快递网点覆盖率',
  source: '2020年自治区邮政管理局公布口径；观测窗口28天为本系统约定',
  unitLevel: 4,
  kinds: ['town', 'township', 'ethnic_township'],
  exclusions: TOWNSHIP_EXCLUSIONS_2020,
  windowOn: (asOf) => daysEnding(asOf, WINDOW_DAYS),
  observe({ evidence }) {
    const { count, lastAt } = evidence;
    if (lastAt === null) return undefined;
    const reason: Reason = (language) =>
      language === 'en'
        ? `${count} accepted or handed over at a station of the township within ${WINDOW_DAYS} days, the last on ${dayOf(lastAt)}`
        : `近${WINDOW_DAYS}天内在该乡镇站点揽收或妥投${count}次，最近${dayOf(lastAt)}`;
    return { rule: 'evidence-in-window', reason };
  },
  contradict: () => undefined,
  leaveDeclared: () => ({
    rule: 'declared-without-evidence',
    reason: (language) =>
      language === 'en'
        ? `an outlet is declared, but nothing was accepted or handed over at a station within ${WINDOW_DAYS} days`
        : `已申报设有网点，但近${WINDOW_DAYS}天内站点无揽收、无妥投`,
  }),
};
