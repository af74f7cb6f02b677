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
