import type { Day, UnitKind } from '@youlu/vocabulary';

/** A unit as it stood on one day. */
export interface StandingUnit {
  readonly unitId: string;
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
}

/** All units that stood on one day, by the register edition then in force; sorted by code. */
export class RegisterTree {
  readonly units: readonly StandingUnit[];

  constructor(
    readonly registerDate: Day,
    units: readonly StandingUnit[],
  ) {
    this.units = isSorted(units) ? units : [...units].sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  find(code: string): StandingUnit | undefined {
    const unit = this.units[this.firstAt(code)]; // a map of a nation's codes takes longer to make
    return unit?.code === code ? unit : undefined;
  }

  /** The unit itself and everything in it: codes nest, so it is one stretch of the sorted list. */
  within(code: string): readonly StandingUnit[] {
    const end = `${code}:`; // ':' comes after '9'
    return this.units.slice(this.firstAt(code), this.firstAt(end));
  }

  private firstAt(code: string): number {
    let low = 0;
    let high = this.units.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.units[middle]?.code ?? '') < code) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isSorted(units: readonly StandingUnit[]): boolean {
  return units.every(({ code }, i) => i === 0 || (units[i - 1]?.code ?? '') < code);
}
