import { percentTruncated } from '@youlu/vocabulary';

/**
 * A share in percent with two decimals, truncated by integer arithmetic: 95.996 is 95.99, never 96.
 * Of an empty population there is no share: `—`.
 */
export function percentOf(numerator: number, denominator: number): string {
  return denominator === 0 ? '—' : `${percentTruncated(numerator, denominator)}%`;
}

/** `11/35 31.42%`. */
export function rateOf(numerator: number, denominator: number): string {
  return `${numerator}/${denominator} ${percentOf(numerator, denominator)}`;
}
