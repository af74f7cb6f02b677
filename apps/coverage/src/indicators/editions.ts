import type { Indicator } from '@youlu/vocabulary';
import type { IndicatorEdition } from './indicator-edition';
import { TOWNSHIP_OUTLET_2020 } from './township-outlet.2020';
import { VILLAGE_DIRECT_MAIL_2020 } from './village-direct-mail.2020';
import { VILLAGE_EXPRESS_2020 } from './village-express.2020';

const CURRENT: Readonly<Record<Indicator, IndicatorEdition>> = {
  'township-outlet': TOWNSHIP_OUTLET_2020,
  'village-express': VILLAGE_EXPRESS_2020,
  'village-direct-mail': VILLAGE_DIRECT_MAIL_2020,
};

/** The edition an indicator is judged by; there is one of each so far. */
export function editionOf(indicator: Indicator): IndicatorEdition {
  return CURRENT[indicator];
}
