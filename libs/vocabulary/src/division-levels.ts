import type { UnitKind } from './words';

/** Digits of a code at each level: province, prefecture, county, township, village. */
export const CODE_LENGTHS: Readonly<Record<number, number>> = { 1: 2, 2: 4, 3: 6, 4: 9, 5: 12 };

/** Which kinds a level may hold: `municipality` is both a province (直辖市) and a prefecture (地级市). */
export const KINDS_BY_LEVEL: Readonly<Record<number, readonly UnitKind[]>> = {
  1: ['autonomous_region', 'province', 'municipality'],
  2: ['municipality', 'prefecture', 'autonomous_prefecture', 'province_administered'],
  3: ['district', 'county_city', 'county', 'autonomous_county', 'xpcc_city'],
  4: ['town', 'township', 'ethnic_township', 'subdistrict', 'similar_unit', 'xpcc_unit', 'pseudo'],
  5: [
    'admin_village',
    'production_team',
    'community',
    'similar_community',
    'similar_village',
    'virtual',
  ],
};
