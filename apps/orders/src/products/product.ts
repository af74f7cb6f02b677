import type { Day } from '@youlu/vocabulary';

/** A month and a day, `MM-DD`, of any year. */
type MonthDay = string;

/** A product as the catalogue knows it: what it is, where it grows, when it is sold. */
export interface Product {
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  readonly originCodes: readonly string[];
  readonly seasonStart: MonthDay;
  /** The last day of the season; earlier in the year than the start when the season crosses it. */
  readonly seasonEnd: MonthDay;
  readonly simulated: boolean;
}

/**
 * Whether a day falls in the season, both ends included.
 * Apples are sold from October to February: such a window crosses the year end.
 */
export function isInSeason(product: Pick<Product, 'seasonStart' | 'seasonEnd'>, day: Day): boolean {
  const monthDay = day.slice(5);
  const { seasonStart, seasonEnd } = product;
  return seasonStart <= seasonEnd
    ? seasonStart <= monthDay && monthDay <= seasonEnd
    : seasonStart <= monthDay || monthDay <= seasonEnd;
}
