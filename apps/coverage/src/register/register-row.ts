import type { UnitKind } from '@youlu/vocabulary';

/** One division as a register edition states it; `line` is where the file says so (1 = header). */
export interface RegisterRow {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly parentCode: string | null;
  readonly kind: UnitKind;
}

/** What is wrong with one line of a register file, and how to mend it. */
export interface RegisterFault {
  readonly line: number;
  readonly field: string;
  readonly code: string;
  readonly reason: string;
  readonly fix: string;
}

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

/** The rows as one text that depends neither on their order nor on how the file was written. */
export function canonicalText(rows: readonly RegisterRow[]): string {
  return rows
    .map((r) => JSON.stringify([r.code, r.name, r.level, r.parentCode, r.kind]))
    .sort()
    .join('\n');
}

/** How many units of each kind, kinds in alphabetical order. */
export function countByKind(rows: readonly RegisterRow[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.kind, (counts.get(row.kind) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
