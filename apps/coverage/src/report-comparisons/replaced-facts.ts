import type { UnitFacts } from '../edition-form/unit-facts';
import type { Cause } from './difference';

const EVIDENCE = 'new-evidence';
/** Facts that one kind of statement makes, by the cause they are when they differ. */
const GROUPS = [
  ['declaration', ['declaredFrom', 'declaredPerWeek', 'countyFiled']],
  ['challenge', ['rulings']],
  ['rule', ['exclusions', 'prescriptions']],
  [
    EVIDENCE,
    [
      'evidenceCount',
      'firstAt',
      'lastAt',
      'evidenceDays',
      'weeks',
      'visitedDays',
      'stoppedElsewhere',
    ],
  ],
] as const satisfies readonly (readonly [Cause, readonly (keyof UnitFacts)[]])[];

export type FactCause = (typeof GROUPS)[number][0];

/**
 * The facts of one reading turned into those of another, one kind of statement after another; both are
 * about the same units in the same order.
 */
export function* replaced(
  from: UnitFacts,
  to: UnitFacts,
): Generator<{ readonly cause: FactCause; readonly facts: UnitFacts }> {
  let facts = from;
  for (const [cause, names] of GROUPS) {
    const changed = Object.fromEntries(names.map((name) => [name, to[name]]));
    const simulated = cause === EVIDENCE ? to.simulated : flagsBehind(facts, to, names);
    facts = { ...facts, ...changed, simulated };
    yield { cause, facts };
  }
}

/**
 * Whether something about a unit is simulated is one flag for statements of all kinds. It moves with
 * the first kind that is another for the unit, and where none is, with its evidence, the last of them.
 */
function flagsBehind(
  from: UnitFacts,
  to: UnitFacts,
  names: readonly (keyof UnitFacts)[],
): Uint8Array {
  const flags = from.simulated.slice();
  for (const name of names) {
    const [before, after] = [from[name], to[name]];
    for (let unit = 0; unit < to.size; unit++) {
      if (saysOther(before, after, unit)) flags[unit] = to.simulated[unit] ?? 0;
    }
  }
  return flags;
}

type Column = UnitFacts[keyof UnitFacts];
function saysOther(before: Column, after: Column, unit: number): boolean {
  if (typeof before === 'number' || typeof after === 'number') return false;
  if (before instanceof Map && after instanceof Map) return before.has(unit) !== after.has(unit);
  return Reflect.get(before, unit) !== Reflect.get(after, unit);
}
