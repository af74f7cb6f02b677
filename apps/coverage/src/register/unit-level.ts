import type { UnitKind } from '@youlu/vocabulary';

/**
 * The levels a rate can be asked for. 6590 and its like gather counties that the province
 * administers itself: a grouping of codes, not a prefecture.
 */
export const UNIT_LEVELS = ['region', 'prefecture', 'group', 'county', 'unit4', 'village'] as const;
export type UnitLevel = (typeof UNIT_LEVELS)[number];

export function levelOf(unit: { level: number; kind: UnitKind }): UnitLevel {
  switch (unit.level) {
    case 1:
      return 'region';
    case 2:
      return unit.kind === 'province_administered' ? 'group' : 'prefecture';
    case 3:
      return 'county';
    case 4:
      return 'unit4';
    case 5:
      return 'village';
    default:
      throw new RangeError(`a register has levels 1 to 5, not ${unit.level}`);
  }
}
