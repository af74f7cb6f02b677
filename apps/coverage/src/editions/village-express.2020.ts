import { VILLAGE_EXCLUSIONS_2020 } from '../edition-form/exclusions';
import { daysEnding } from '../edition-form/evidence-window';
import { type IndicatorEdition, STEPS } from '../edition-form/indicator-edition';
import { found } from '../edition-form/reason';
import { enoughDays, seenInWindow, tooFewDays } from './served-by-parcels';

/** One parcel at the wrong place is a mishap; three are a practice. */
const STOPPED_PARCELS_MIN = 3;

/**
 * 建制村快递服务通达率: a parcel was accepted or handed over *in* the village, in whatever mode, or in
 * one of the modes that are asked for. Where it happened counts, never the address: parcels addressed
 * here that rest elsewhere speak against the declaration.
 */
export const VILLAGE_EXPRESS_2020: IndicatorEdition = {
  indicator: 'village-express',
  edition: '2020',
  name: { zh: '建制村快递服务通达率', en: 'Village express reach' },
  definition: {
    zh: '观测窗口内，在该建制村内有揽收或妥投（不论以何种方式；可只问某几种方式）。',
    en: 'Within the window a parcel was accepted or handed over in the village, by any mode or by one of the modes asked for.',
  },
  source: {
    zh: '2020年自治区邮政管理局公布口径；观测窗口28天、3件为本系统约定',
    en: 'As published by the regional postal administration for 2020; 28 days and 3 parcels are conventions of this system',
  },
  population: { level: 5, kinds: ['admin_village'] },
  exclusions: VILLAGE_EXCLUSIONS_2020,
  parameters: {
    windowDays: { usual: 28, min: 1, max: 366 },
    daysNeeded: { usual: 1, min: 1, max: 366 },
    modes: true,
  },
  evidence: 'in-villages',
  precedence: STEPS,
  windowOn: (asOf, { windowDays }) => daysEnding(asOf, windowDays),
  observes: enoughDays,
  contradicts({ evidenceCount, stoppedElsewhere }) {
    return (unit) =>
      evidenceCount[unit] === 0 && (stoppedElsewhere[unit] ?? 0) >= STOPPED_PARCELS_MIN;
  },
  why: {
    observed: (facts, unit, parameters) =>
      seenInWindow(facts, unit, parameters, { zh: '在村', en: 'in the village' }),
    contradicted(facts, unit, { windowDays }) {
      const parcels = facts.stoppedElsewhere[unit] ?? 0;
      return found(
        'parcels-stopped-elsewhere',
        () =>
          `已申报通达，但近${windowDays}天内在村无揽收、无妥投，寄往该村的快件有${parcels}件停在村外`,
        () =>
          `declared, but nothing was accepted or handed over in the village within ${windowDays} days, and ${parcels} parcels for it rest elsewhere`,
      );
    },
    declared(facts, unit, parameters) {
      const { windowDays } = parameters;
      const parcels = facts.stoppedElsewhere[unit] ?? 0;
      const few = tooFewDays(facts, unit, parameters);
      const zh = parcels === 0 ? '' : `，另有${parcels}件寄往该村的快件停在村外（不足3件）`;
      const en =
        parcels === 0
          ? ''
          : `; parcels for it that rest elsewhere: ${parcels}, fewer than ${STOPPED_PARCELS_MIN}`;
      return found(
        'declared-without-evidence',
        () => `已申报通达，但近${windowDays}天内在村${few?.zh ?? '无揽收、无妥投'}${zh}`,
        () =>
          few
            ? `declared, but within ${windowDays} days in the village ${few.en}${en}`
            : `declared, but nothing was accepted or handed over in the village within ${windowDays} days${en}`,
      );
    },
  },
};
