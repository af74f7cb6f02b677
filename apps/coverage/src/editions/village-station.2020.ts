import { daysEnding } from '../edition-form/evidence-window';
import { VILLAGE_EXCLUSIONS_2020 } from '../edition-form/exclusions';
import { type IndicatorEdition, STEPS } from '../edition-form/indicator-edition';
import { found } from '../edition-form/reason';
import { enoughDays, seenInWindow, tooFewDays } from './served-by-parcels';

/**
 * 驻点率: a point stands in the village, open at stated hours, and parcels change hands at it. It is
 * stricter than reach: a courier who comes by is no point. Declared is what the network says: a node
 * of tier `village` with opening hours.
 */
export const VILLAGE_STATION_2020: IndicatorEdition = {
  indicator: 'village-station',
  edition: '2020',
  name: { zh: '建制村驻点率', en: 'Village resident-station rate' },
  definition: {
    zh: '村内设有公布营业时间的驻村网点，且观测窗口内在该网点有揽收或妥投。',
    en: 'A point with stated opening hours stands in the village, and within the window a parcel was accepted or handed over at it.',
  },
  source: {
    zh: '驻村设点的统计口径（网点数/建制村数）；以扫描核实为本系统约定',
    en: 'Resident stations over administrative villages, as counted in practice; that scans must show it is a convention of this system',
  },
  population: { level: 5, kinds: ['admin_village'] },
  exclusions: VILLAGE_EXCLUSIONS_2020,
  parameters: {
    windowDays: { usual: 28, min: 1, max: 366 },
    daysNeeded: { usual: 1, min: 1, max: 366 },
  },
  evidence: 'at-village-points',
  precedence: STEPS,
  windowOn: (asOf, { windowDays }) => daysEnding(asOf, windowDays),
  observes: enoughDays,
  why: {
    observed: (facts, unit, parameters) =>
      seenInWindow(facts, unit, parameters, { zh: '在驻村网点', en: 'at a point in the village' }),
    declared(facts, unit, parameters) {
      const { windowDays } = parameters;
      const few = tooFewDays(facts, unit, parameters);
      return found(
        'declared-without-evidence',
        () => `已公布驻村网点及营业时间，但近${windowDays}天内网点${few?.zh ?? '无揽收、无妥投'}`,
        () =>
          few
            ? `a point with opening hours is told of, but within ${windowDays} days ${few.en}`
            : `a point with opening hours is told of, but nothing was accepted or handed over at it within ${windowDays} days`,
      );
    },
  },
};
