import type { CoverageState } from '@youlu/vocabulary';
import { DECLARED_BIT, MARKS, SIMULATED_BIT, stateOf } from './judge';

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

/** How often each mark occurs among units that stand side by side. */
export function countMarks(marks: Uint8Array, from: number, to: number): Int32Array {
  const counts = new Int32Array(MARKS);
  for (let unit = from; unit < to; unit++) (counts[marks[unit] as number] as number)++;
  return counts;
}

/** The tally that counts of marks come to; those of a place stand in one column from `offset` on. */
export function tallyOf(counts: Int32Array, offset = 0): Tally {
  const tally = emptyTally();
  for (let mark = 0; mark < MARKS; mark++) {
    const count = counts[offset + mark] as number;
    if (count === 0) continue;
    const state = stateOf(mark);
    if (state !== undefined) add(tally, state, mark, count);
  }
  return tally;
}

function add(tally: Tally, state: CoverageState, mark: number, count: number): void {
  const declared = (mark & DECLARED_BIT) !== 0;
  if ((mark & SIMULATED_BIT) !== 0) tally.simulated = true;
  tally[COUNTED_AS[state]] += count;
  if (state === 'excluded') return;
  tally.denominator += count;
  if (declared) tally.declared += count;
  if (declared && (state === 'observed' || state === 'contradicted')) tally.measured += count;
  if (!declared && state === 'observed') tally.undeclared += count;
}

const COUNTED_AS = {
  excluded: 'excluded',
  observed: 'observed',
  contradicted: 'contradicted',
  'declared-only': 'declaredOnly',
  'not-served': 'notServed',
  unknown: 'unknown',
} as const satisfies Record<CoverageState, keyof Tally>;

function emptyTally(): Tally {
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
