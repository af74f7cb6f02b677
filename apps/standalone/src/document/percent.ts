/**
 * A share in percent with two decimals, truncated by integer arithmetic: 95.996 is 95.99, never 96.
 * Of an empty population there is no share: `—`.
 */
export function percentOf(numerator: number, denominator: number): string {
  if (denominator === 0) return '—';
  const hundredths = (BigInt(numerator) * 10_000n) / BigInt(denominator);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}%`;
}

/** `11/35 31.42%`. */
export function rateOf(numerator: number, denominator: number): string {
  return `${numerator}/${denominator} ${percentOf(numerator, denominator)}`;
}
