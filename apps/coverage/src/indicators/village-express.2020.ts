import { dayOf } from '@youlu/vocabulary';
import { VILLAGE_EXCLUSIONS_2020 } from './exclusions';
import type { IndicatorEdition, Reason } from './indicator-edition';
import { daysEnding } from './evidence-window';

const WINDOW_DAYS = 28;
/** One parcel at the wrong place is a mishap; three are a practice. */
const STOPPED_PARCELS_MIN = 3;

/**
 * 建制村快递服务通达率: a parcel was accepted or handed over *in* the village, in whatever mode.
 * Where it happened counts, never the address: parcels addressed here that rest elsewhere speak
 * against the declaration.
 */
export const VILLAGE_EXPRESS_2020: IndicatorEdition = {
  indicator: 'village-express',
  edition: '2020',
  name: '建制村快递服务通达率',
  source: '2020年自治区邮政管理局公布口径；观测窗口28天、3件为本系统约定',
  unitLevel: 5,
  kinds: ['admin_village'],
  exclusions: VILLAGE_EXCLUSIONS_2020,
  windowOn: (asOf) => daysEnding(asOf, WINDOW_DAYS),
  observe({ evidence }) {
    const { count, lastAt } = evidence;
    if (lastAt === null) return undefined;
    const reason: Reason = (language) =>
      language === 'en'
        ? `${count} accepted or handed over in the village within ${WINDOW_DAYS} days, the last on ${dayOf(lastAt)}`
        : `近${WINDOW_DAYS}天内在村揽收或妥投${count}次，最近${dayOf(lastAt)}`;
    return { rule: 'evidence-in-window', reason };
  },
  contradict({ parcelsStoppedElsewhere: parcels }) {
    if (parcels < STOPPED_PARCELS_MIN) return undefined;
    const reason: Reason = (language) =>
      language === 'en'
        ? `declared, but nothing was accepted or handed over in the village within ${WINDOW_DAYS} days, and ${parcels} parcels for it rest elsewhere`
        : `已申报通达，但近${WINDOW_DAYS}天内在村无揽收、无妥投，寄往该村的快件有${parcels}件停在村外`;
    return { rule: 'parcels-stopped-elsewhere', reason };
  },
  leaveDeclared({ parcelsStoppedElsewhere: parcels }) {
    const stopped: Reason = (language) => {
      if (parcels === 0) return '';
      if (language !== 'en') return `，另有${parcels}件寄往该村的快件停在村外（不足3件）`;
      return `; parcels for it that rest elsewhere: ${parcels}, fewer than ${STOPPED_PARCELS_MIN}`;
    };
    const reason: Reason = (language) =>
      language === 'en'
        ? `declared, but nothing was accepted or handed over in the village within ${WINDOW_DAYS} days${stopped(language)}`
        : `已申报通达，但近${WINDOW_DAYS}天内在村无揽收、无妥投${stopped(language)}`;
    return { rule: 'declared-without-evidence', reason };
  },
};
