import { fnv1a32, mix32 } from '@youlu/vocabulary';

const TWO_TO_32 = 4_294_967_296;
const POISSON_MAX = 2_000;

/**
 * Keyed randomness: a draw depends on the seed and its own key, never on what was drawn before.
 * So another village changes nobody else's luck, and any draw can be asked for again.
 */
export class Draws {
  constructor(private readonly seed: string) {}

  /** 32 bits, unsigned. */
  bits(key: string): number {
    return mix32(fnv1a32(`${this.seed}|${key}`));
  }

  /** Uniform in [0, 1). */
  unit(key: string): number {
    return this.bits(key) / TWO_TO_32;
  }

  /** A whole number, low ≤ n ≤ high. */
  whole(low: number, high: number, key: string): number {
    return low + Math.floor(this.unit(key) * (high - low + 1));
  }

  chance(probability: number, key: string): boolean {
    return this.unit(key) < probability;
  }

  /** Standard normal (Box–Muller). */
  normal(key: string): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.unit(`${key}|r`)));
    return radius * Math.cos(2 * Math.PI * this.unit(`${key}|a`));
  }

  /** Lognormal with the given median, cut to [min, max]. */
  lognormal(median: number, sigma: number, min: number, max: number, key: string): number {
    return Math.min(max, Math.max(min, median * Math.exp(sigma * this.normal(key))));
  }

  /** Poisson by inversion: one draw, so a larger mean never gives a smaller count. */
  poisson(mean: number, key: string): number {
    const target = this.unit(key);
    let probability = Math.exp(-mean);
    let reached = probability;
    let count = 0;
    while (target >= reached && count < POISSON_MAX) {
      count += 1;
      probability *= mean / count;
      reached += probability;
    }
    return count;
  }

  /** One of the choices, by weight; there must be at least one. */
  pick<T>(choices: readonly (readonly [T, number])[], key: string): T {
    const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
    let left = this.unit(key) * total;
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    const last = choices.at(-1);
    if (!last) throw new RangeError(`Nothing to choose from for ${key}`);
    return last[0];
  }
}

/**
 * Highest score first. Scores are compared to six decimals only and ties go by code, so that no last
 * bit of floating point and no order of the input ever decides who is in.
 */
export function ranked<T>(
  items: Iterable<T>,
  score: (item: T) => number,
  code: (item: T) => string,
): T[] {
  return [...items]
    .map((item) => ({ item, rank: Math.round(score(item) * 1e6), code: code(item) }))
    .sort((a, b) => b.rank - a.rank || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0))
    .map(({ item }) => item);
}
