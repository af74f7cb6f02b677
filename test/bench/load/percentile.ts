/** The value that so many of a hundred do not exceed, to a hundredth. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1);
  return Math.round((sorted[at] ?? Number.NaN) * 100) / 100;
}
