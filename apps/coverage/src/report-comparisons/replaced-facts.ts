import type { UnitFacts } from '../edition-form/unit-facts';
import type { Cause } from './difference';

/** Facts that one kind of statement makes, by the cause they are when they differ. */
const GROUPS = [
  ['declaration', ['declaredFrom', 'declaredPerWeek', 'countyFiled']],
  ['challenge', ['rulings']],
  ['rule', ['exclusions', 'prescriptions']],
  [
    'new-evidence',
    [
      'evidenceCount',
      'firstAt',
      'lastAt',
      'evidenceDays',
      'weeks',
      'visitedDays',
      'stoppedElsewhere',
      'simulated',
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
    facts = { ...facts, ...changed };
    yield { cause, facts };
  }
}
