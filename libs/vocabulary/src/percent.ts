/**
 * A share in percent, truncated (never rounded) by integer arithmetic to two decimals: 95.996 is
 * `95.99`. Nothing of nothing is empty, not 0 and not 100. Rule: a published rate is never flattered.
 */
export function percentTruncated(numerator: number, denominator: number): string {
  if (denominator === 0) return '';
  const hundredths = (BigInt(numerator) * 10_000n) / BigInt(denominator);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`;
}
