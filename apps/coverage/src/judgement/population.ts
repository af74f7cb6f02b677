import type { StandingUnit } from '../register/register-tree';

const CODE_DIGITS = 12;

/**
 * A code as a number, so that codes in order are numbers in order: 65 is 650000000000. A target's code
 * is that of its division, a dash and its own id.
 */
function codeNumber(code: string): number {
  const dash = code.indexOf('-');
  const digits = dash === -1 ? code : code.slice(0, dash);
  return Number(digits.length === CODE_DIGITS ? digits : digits.padEnd(CODE_DIGITS, '0'));
}

/**
 * The counted units in the order of their codes. Codes nest, so every place is one stretch of them;
 * and looking a unit up is a search among numbers, not a map with half a million keys.
 */
export class Population {
  private readonly numbers: Float64Array;

  /** `units` must be sorted by their codes. */
  constructor(readonly units: readonly StandingUnit[]) {
    this.numbers = Float64Array.from(units, ({ code }) => codeNumber(code));
  }

  get size(): number {
    return this.units.length;
  }

  /**
   * The place of a unit, -1 for one that is not counted. Lists mostly come in the order of codes:
   * `after` is where the one before was found.
   */
  indexOf(code: string, after = -1): number {
    const number = codeNumber(code);
    let at = after + 1;
    if (this.numbers[at] !== number) at = this.firstAt(number);
    for (; this.numbers[at] === number; at++) if (this.units[at]?.code === code) return at;
    return -1;
  }

  /** The units within a place: from the first to the one after the last. The empty code is everywhere. */
  within(place: string): { readonly from: number; readonly to: number } {
    if (place === '') return { from: 0, to: this.size };
    const unit = 10 ** (CODE_DIGITS - place.length);
    const first = codeNumber(place);
    return { from: this.firstAt(first), to: this.firstAt(first + unit) };
  }

  /** The units within a place, as a population of their own. */
  part(place: string): Population {
    const { from, to } = this.within(place);
    return to - from === this.size ? this : new Population(this.units.slice(from, to));
  }

  private firstAt(number: number): number {
    let low = 0;
    let high = this.numbers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.numbers[middle] as number) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
