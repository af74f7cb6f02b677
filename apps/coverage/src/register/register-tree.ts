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
  private readonly byCode: ReadonlyMap<string, StandingUnit>;
  readonly units: readonly StandingUnit[];

  constructor(
    readonly registerDate: Day,
    units: readonly StandingUnit[],
  ) {
    this.units = [...units].sort((a, b) => (a.code < b.code ? -1 : 1));
    this.byCode = new Map(this.units.map((unit) => [unit.code, unit]));
  }

  find(code: string): StandingUnit | undefined {
    return this.byCode.get(code);
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
