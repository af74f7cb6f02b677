import { type Day, addDays, dayNumber, weekdayOf } from '@youlu/vocabulary';
import type { Register } from './register';

/** One of the forty products: real origins and seasons, an assumed volume. */
export interface Product {
  readonly productId: string;
  readonly name: string;
  readonly category: string;
  readonly originCodes: readonly string[];
  /** MM-DD; a season may run over the year's end. */
  readonly seasonStart: string;
  readonly seasonEnd: string;
  readonly isStorable: boolean;
  readonly destinationCodes: readonly string[];
  readonly parcelsOfYear: number;
  /** `place`, `county` or none, as published for 2020. */
  readonly publishedTrack: 'place' | 'county' | undefined;
}

/** Monday is the heaviest day of the week: orders of the weekend leave. */
const WEEKDAY_WEIGHT = [1.2, 1.1, 1.05, 1, 1, 0.9, 0.75] as const;
const OFF_SEASON_FRESH = 0.02;
const OFF_SEASON_STORABLE = 0.08;

/** Origin codes as they stood in the register's year. */
export function originsIn(product: Product, register: Register): string[] {
  return product.originCodes.filter((code) => register.find(code) !== undefined);
}

/** How a year's parcels spread: expected parcels before a day, for one origin. */
export class YearlyVolume {
  private readonly before: number[] = [0];

  constructor(
    product: Product,
    private readonly firstDay: Day,
    days: number,
    share: number,
  ) {
    const weights = Array.from({ length: days }, (_, i) =>
      dayWeight(product, addDays(firstDay, i)),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    let reached = 0;
    for (const weight of weights) {
      reached += weight;
      this.before.push((product.parcelsOfYear * share * reached) / total);
    }
  }

  /** Expected parcels from the first of January up to (not including) a day. */
  beforeDay(day: Day): number {
    const index = Math.min(this.before.length - 1, dayNumber(day) - dayNumber(this.firstDay));
    return this.before[Math.max(0, index)] as number;
  }
}

/** The first origin named is the main one; the others follow as 1/2, 1/3 … of it. */
export function originShare(index: number, count: number): number {
  let total = 0;
  for (let i = 1; i <= count; i++) total += 1 / i;
  return 1 / (index + 1) / total;
}

function dayWeight(product: Product, day: Day): number {
  const weekday = WEEKDAY_WEIGHT[weekdayOf(day) - 1] as number;
  const progress = seasonProgress(product, day);
  if (progress === undefined) {
    return weekday * (product.isStorable ? OFF_SEASON_STORABLE : OFF_SEASON_FRESH);
  }
  return weekday * (0.4 + 0.6 * Math.sin(Math.PI * progress));
}

/** 0 … 1 through the season; undefined outside it. */
function seasonProgress({ seasonStart, seasonEnd }: Product, day: Day): number | undefined {
  const year = Number(day.slice(0, 4));
  const wraps = seasonEnd < seasonStart;
  const startYear = wraps && day.slice(5) <= seasonEnd ? year - 1 : year;
  const start = dayNumber(`${startYear}-${seasonStart}`);
  const end = dayNumber(`${wraps ? startYear + 1 : startYear}-${seasonEnd}`);
  const at = dayNumber(day);
  return at < start || at > end ? undefined : (at - start + 0.5) / (end - start + 1);
}
