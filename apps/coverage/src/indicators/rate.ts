import { assertUnreachable, type CoverageState } from '@youlu/vocabulary';

/** What one unit adds to the rates of every place it lies in. */
export interface CountedUnit {
  readonly state: CoverageState;
  readonly declared: boolean;
  /** Whether a simulation made any of what decided it. */
  readonly simulated: boolean;
}

/**
 * The sets behind a rate, as integers. `observed + contradicted + declaredOnly + notServed +
 * unknown = denominator`; `excluded` stands outside it. A rate itself is never stored.
 */
export interface Tally {
  denominator: number;
  declared: number;
  observed: number;
  declaredOnly: number;
  contradicted: number;
  notServed: number;
  unknown: number;
  excluded: number;
  /** Observed units that nobody declares; they are in `observed`, not in `declared`. */
  undeclared: number;
  /** Declared units on which evidence has spoken, for or against. */
  measured: number;
  simulated: boolean;
}

export function emptyTally(): Tally {
  return {
    denominator: 0,
    declared: 0,
    observed: 0,
    declaredOnly: 0,
    contradicted: 0,
    notServed: 0,
    unknown: 0,
    excluded: 0,
    undeclared: 0,
    measured: 0,
    simulated: false,
  };
}

/** Adds one unit; mutates and returns the tally, for a whole region is 9,000 units in each read. */
export function addUnit(tally: Tally, unit: CountedUnit): Tally {
  if (unit.simulated) tally.simulated = true;
  if (unit.state === 'excluded') {
    tally.excluded++;
    return tally;
  }
  tally.denominator++;
  if (unit.declared) tally.declared++;
  if (unit.declared && (unit.state === 'observed' || unit.state === 'contradicted')) {
    tally.measured++;
  }
  switch (unit.state) {
    case 'observed':
      tally.observed++;
      if (!unit.declared) tally.undeclared++;
      return tally;
    case 'contradicted':
      tally.contradicted++;
      return tally;
    case 'declared-only':
      tally.declaredOnly++;
      return tally;
    case 'not-served':
      tally.notServed++;
      return tally;
    case 'unknown':
      tally.unknown++;
      return tally;
    default:
      return assertUnreachable(unit.state);
  }
}

/** Lengths of the codes above a township or village: each unit counts in all of its places. */
const ANCESTOR_LENGTHS = [2, 4, 6, 9] as const;

/**
 * The tallies of every place from the region down to level-4 units, by code; or of the places whose
 * codes have these lengths only.
 */
export function tallyByPlace(
  units: Iterable<CountedUnit & { readonly code: string }>,
  lengths: readonly number[] = ANCESTOR_LENGTHS,
): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const unit of units) {
    for (const length of lengths) {
      if (length > unit.code.length) break;
      const place = unit.code.slice(0, length);
      let tally = tallies.get(place);
      if (!tally) tallies.set(place, (tally = emptyTally()));
      addUnit(tally, unit);
    }
  }
  return tallies;
}
