import type { IndicatorEdition } from '../edition-form/indicator-edition';
import { VILLAGE_EXPRESS_2020 } from './village-express.2020';

/** A service that somebody can count on: once a week is as seldom as it may be. */
const DAYS_NEEDED = 4;

/** The edition in use now: a village is reached when parcels change hands there week after week. */
export const VILLAGE_EXPRESS_CURRENT: IndicatorEdition = {
  ...VILLAGE_EXPRESS_2020,
  edition: 'current',
  definition: {
    zh: '观测窗口内，在该建制村内至少有4天有揽收或妥投（可只问某几种方式）。',
    en: 'Within the window parcels were accepted or handed over in the village on at least 4 days, by any mode or by one of those asked for.',
  },
  source: {
    zh: '同2020年口径；为反映稳定服务，本系统约定28天内至少4天有业务',
    en: 'As for 2020; that a steady service shows on at least 4 of 28 days is a convention of this system',
  },
  parameters: {
    windowDays: { usual: 28, min: 1, max: 366 },
    daysNeeded: { usual: DAYS_NEEDED, min: 1, max: 366 },
    modes: true,
  },
};
