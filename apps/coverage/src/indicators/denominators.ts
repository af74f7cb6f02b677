import type { UnitKind } from '@youlu/vocabulary';
import type { IndicatorEdition } from './indicator-edition';

/** A named way of deciding which units are counted; printed beside every rate (product rule 2). */
export interface Denominator {
  readonly name: DenominatorName;
  readonly description: string;
  leavesOut(code: string): boolean;
}

export const DENOMINATOR_NAMES = ['strict-2020', 'excl-xpcc-cities'] as const;
export type DenominatorName = (typeof DENOMINATOR_NAMES)[number];

/** Counties that the region administers itself; in Xinjiang all are cities of the XPCC (兵团). */
const XPCC_CITIES_PREFIX = '6590';

export const DENOMINATORS: Readonly<Record<DenominatorName, Denominator>> = {
  'strict-2020': {
    name: 'strict-2020',
    description: '按2020-06-30区划：建制村、乡镇从严认定，含兵团城市',
    leavesOut: () => false,
  },
  'excl-xpcc-cities': {
    name: 'excl-xpcc-cities',
    description: '从严认定，不含兵团城市（6590）',
    leavesOut: (code) => code.startsWith(XPCC_CITIES_PREFIX),
  },
};

/** Whether a unit belongs to an edition's population under a denominator. */
export function counts(
  edition: Pick<IndicatorEdition, 'kinds'>,
  denominator: Denominator,
  unit: { code: string; kind: UnitKind },
): boolean {
  return edition.kinds.includes(unit.kind) && !denominator.leavesOut(unit.code);
}
