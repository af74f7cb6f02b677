import { TOWNSHIP_EXCLUSIONS_2020 } from '../edition-form/exclusions';
import { daysEnding } from '../edition-form/evidence-window';
import { type IndicatorEdition, STEPS } from '../edition-form/indicator-edition';
import { found } from '../edition-form/reason';
import { enoughDays, seenInWindow, tooFewDays } from './served-by-parcels';

/** 乡镇快递网点覆盖率: a parcel was accepted or handed over at a station of the township. */
export const TOWNSHIP_OUTLET_2020: IndicatorEdition = {
  indicator: 'township-outlet',
  edition: '2020',
  name: { zh: '乡镇快递网点覆盖率', en: 'Township outlet coverage' },
  definition: {
    zh: '观测窗口内，在该乡镇的站点有揽收或妥投。',
    en: 'Within the window a parcel was accepted or handed over at a station of the township.',
  },
  source: {
    zh: '2020年自治区邮政管理局公布口径；观测窗口28天为本系统约定',
    en: 'As published by the regional postal administration for 2020; the window of 28 days is a convention of this system',
  },
  population: { level: 4, kinds: ['town', 'township', 'ethnic_township'] },
  exclusions: TOWNSHIP_EXCLUSIONS_2020,
  parameters: {
    windowDays: { usual: 28, min: 1, max: 366 },
    daysNeeded: { usual: 1, min: 1, max: 366 },
  },
  evidence: 'at-stations',
  precedence: STEPS,
  windowOn: (asOf, { windowDays }) => daysEnding(asOf, windowDays),
  observes: enoughDays,
  why: {
    observed: (facts, unit, parameters) =>
      seenInWindow(facts, unit, parameters, {
        zh: '在该乡镇站点',
        en: 'at a station of the township',
      }),
    declared(facts, unit, parameters) {
      const { windowDays } = parameters;
      const few = tooFewDays(facts, unit, parameters);
      return found(
        'declared-without-evidence',
        () => `已申报设有网点，但近${windowDays}天内站点${few?.zh ?? '无揽收、无妥投'}`,
        () =>
          few
            ? `an outlet is declared, but within ${windowDays} days ${few.en}`
            : `an outlet is declared, but nothing was accepted or handed over at a station within ${windowDays} days`,
      );
    },
  },
};
