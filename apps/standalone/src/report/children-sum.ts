import type { RateRow } from './report-model';

const COUNTS = [
  'denominator',
  'declared',
  'observed',
  'declaredOnly',
  'contradicted',
  'notServed',
  'unknown',
  'excluded',
] as const;

const PARENT_LENGTH: Record<number, number> = { 4: 2, 6: 4, 9: 6 };

/**
 * What is wrong with the sums, as sentences: each place must equal the sum of the places directly
 * below it, in every count, and its states must fill its denominator.
 */
export function wrongSums(rates: readonly RateRow[]): string[] {
  const wrong: string[] = [];
  const byKey = new Map(rates.map((row) => [keyOf(row, row.code), row]));
  const sums = new Map<string, Record<(typeof COUNTS)[number], number>>();
  for (const row of rates) {
    const states = row.observed + row.contradicted + row.declaredOnly + row.notServed + row.unknown;
    if (states !== row.denominator) {
      wrong.push(`${keyOf(row, row.code)}: states ${states} ≠ denominator ${row.denominator}`);
    }
    const length = PARENT_LENGTH[row.code.length];
    if (length === undefined) continue;
    const key = keyOf(row, row.code.slice(0, length));
    const sum = sums.get(key) ?? emptyCounts();
    for (const count of COUNTS) sum[count] += row[count];
    sums.set(key, sum);
  }
  for (const [key, sum] of sums) {
    const parent = byKey.get(key);
    if (parent === undefined) continue; // the scope's own parent is not part of the report
    for (const count of COUNTS) {
      if (sum[count] !== parent[count]) {
        wrong.push(`${key}: ${count} ${parent[count]} ≠ ${sum[count]}, the sum of what lies below`);
      }
    }
  }
  return wrong;
}

const keyOf = (row: RateRow, code: string): string =>
  `${row.indicator}|${row.denominatorName}|${code}`;

function emptyCounts(): Record<(typeof COUNTS)[number], number> {
  return {
    denominator: 0,
    declared: 0,
    observed: 0,
    declaredOnly: 0,
    contradicted: 0,
    notServed: 0,
    unknown: 0,
    excluded: 0,
  };
}
