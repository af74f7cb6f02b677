import type { IndicatorEdition } from '../edition-form/indicator-edition';
import { TOWNSHIP_OUTLET_2020 } from './township-outlet.2020';

/** An outlet that works: once a week is as seldom as it may be. */
const DAYS_NEEDED = 4;

/** The edition in use now: one parcel in four weeks is no longer enough to call an outlet open. */
export const TOWNSHIP_OUTLET_CURRENT: IndicatorEdition = {
  ...TOWNSHIP_OUTLET_2020,
  edition: 'current',
  definition: {
    zh: '观测窗口内，在该乡镇的站点至少有4天有揽收或妥投。',
    en: 'Within the window parcels were accepted or handed over at stations of the township on at least 4 days.',
  },
  source: {
    zh: '同2020年口径；为反映网点持续营业，本系统约定28天内至少4天有业务',
    en: 'As for 2020; that a working outlet shows on at least 4 of 28 days is a convention of this system',
  },
  parameters: {
    windowDays: { usual: 28, min: 1, max: 366 },
    daysNeeded: { usual: DAYS_NEEDED, min: 1, max: 366 },
  },
};
