import type { UnitKind, ZhEn } from '@youlu/vocabulary';

/** One division as a register edition states it. */
export interface RegisterRow {
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
  readonly reason: ZhEn;
  readonly fix: ZhEn;
}

/** One row as text; a register's digest is over these, sorted by code and joined by line feeds. */
export function canonicalRow(row: RegisterRow): string {
  return JSON.stringify([row.code, row.name, row.level, row.parentCode, row.kind]);
}

/** Whether two editions say the same of a code: then it is the same unit, unless a person says not. */
export function statesTheSame(a: RegisterRow, b: RegisterRow): boolean {
  return (
    a.code === b.code && a.name === b.name && a.kind === b.kind && a.parentCode === b.parentCode
  );
}

/** Rows by region (a province: the first two digits), regions and rows in the order of their codes. */
export function byRegion(rows: readonly RegisterRow[]): Map<string, RegisterRow[]> {
  const regions = new Map<string, RegisterRow[]>();
  for (const row of rows) {
    const region = regionOf(row.code);
    const known = regions.get(region);
    if (known) known.push(row);
    else regions.set(region, [row]);
  }
  for (const some of regions.values()) some.sort((a, b) => (a.code < b.code ? -1 : 1));
  return new Map([...regions].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const REGION_DIGITS = 2;

export function regionOf(code: string): string {
  return code.slice(0, REGION_DIGITS);
}

/** How many units of each kind, kinds in alphabetical order. */
export function countByKind(rows: readonly RegisterRow[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(row.kind, (counts.get(row.kind) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
