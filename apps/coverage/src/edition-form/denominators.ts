import type { UnitKind } from '@youlu/vocabulary';
import type { PopulationRule } from './indicator-edition';
import type { Words } from './reason';

/** A named way of deciding which units are counted; printed beside every rate. */
export interface Denominator {
  readonly name: DenominatorName;
  readonly description: Words;
  /** Whether kinds decide, or the block of the code alone. */
  readonly by: 'kind' | 'block';
  leavesOut(code: string): boolean;
}

export const DENOMINATOR_NAMES = ['strict-2020', 'excl-xpcc-cities', 'by-block'] as const;
export type DenominatorName = (typeof DENOMINATOR_NAMES)[number];

/** Counties that the region administers itself; in Xinjiang all are cities of the XPCC (兵团). */
const XPCC_CITIES_PREFIX = '6590';

export const DENOMINATORS: Readonly<Record<DenominatorName, Denominator>> = {
  'strict-2020': {
    name: 'strict-2020',
    description: {
      zh: '建制村、乡镇按类别从严认定，含兵团城市',
      en: 'Townships and administrative villages by their kind, strictly, with the XPCC cities',
    },
    by: 'kind',
    leavesOut: () => false,
  },
  'excl-xpcc-cities': {
    name: 'excl-xpcc-cities',
    description: {
      zh: '从严认定，不含兵团城市（6590）',
      en: 'By kind, strictly, without the XPCC cities (6590)',
    },
    by: 'kind',
    leavesOut: (code) => code.startsWith(XPCC_CITIES_PREFIX),
  },
  'by-block': {
    name: 'by-block',
    description: {
      zh: '仅按代码段认定：村级2xx、3xx段，乡级1xx至3xx段，不看名称',
      en: 'By the block of the code alone: villages 2xx and 3xx, townships 1xx to 3xx, whatever the name',
    },
    by: 'block',
    leavesOut: () => false,
  },
};

const VILLAGE_BLOCK = /^\d{9}[23]/;
const TOWNSHIP_BLOCK = /^\d{6}[123]/;
const DIGITS = { 4: 9, 5: 12 } as const;

/** Whether a unit of the register belongs to a population under a denominator. */
export function counts(
  population: PopulationRule,
  { by, leavesOut }: Pick<Denominator, 'by' | 'leavesOut'>,
  { code, kind }: { readonly code: string; readonly kind: UnitKind },
): boolean {
  if ('list' in population || leavesOut(code)) return false;
  if (by === 'kind') return population.kinds.includes(kind);
  const block = population.level === 5 ? VILLAGE_BLOCK : TOWNSHIP_BLOCK;
  return code.length === DIGITS[population.level] && block.test(code);
}
