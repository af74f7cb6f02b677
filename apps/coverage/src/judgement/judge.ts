import { COVERAGE_STATES, type CoverageState } from '@youlu/vocabulary';
import type { IndicatorEdition, Step, Test } from '../edition-form/indicator-edition';
import type { Parameters } from '../edition-form/parameters';
import { type Finding, found } from '../edition-form/reason';
import { NOT_DECLARED, type UnitFacts } from '../edition-form/unit-facts';

/**
 * What is decided about a unit, in a byte: its state (three bits, the place in `COVERAGE_STATES`),
 * whether it is declared, and whether a simulation made any of what decided it.
 */
export const DECLARED_BIT = 8;
export const SIMULATED_BIT = 16;
/** Bytes that a mark can be. */
export const MARKS = 32;
const STATE_BITS = 7;
/** The mark of a unit that a denominator leaves out; no state has this number. */
export const NOT_COUNTED = 7;

const numberOf = (state: CoverageState): number => COVERAGE_STATES.indexOf(state);
const EXCLUDED = numberOf('excluded');
const OBSERVED = numberOf('observed');
const CONTRADICTED = numberOf('contradicted');
const DECLARED_ONLY = numberOf('declared-only');
const NOT_SERVED = numberOf('not-served');
const UNKNOWN = numberOf('unknown');
/** One way in which a step decides: units for which it holds are in the state. */
interface Decision {
  readonly step: Step;
  readonly state: number;
  readonly holds: Test;
}

/** The state that a mark says; undefined for a unit that is not counted. */
export function stateOf(mark: number): CoverageState | undefined {
  return COVERAGE_STATES[mark & STATE_BITS];
}

/**
 * The marks of all units under an edition: the sets that every rate is made of. Step by step over all
 * units, the last step first, so that an earlier one has its way: a loop of one test is what a machine
 * is quick at.
 */
export function judge(
  edition: IndicatorEdition,
  facts: UnitFacts,
  parameters: Parameters,
): Uint8Array {
  const { size, declaredFrom, simulated, rulings } = facts;
  const marks = new Uint8Array(size).fill(UNKNOWN);
  for (const decision of decisionsOf(edition, facts, parameters).reverse()) {
    sweep(marks, decision);
  }
  for (let unit = 0; unit < size; unit++) {
    const declared = declaredFrom[unit] === NOT_DECLARED ? 0 : DECLARED_BIT;
    const madeUp = simulated[unit] === 1 ? SIMULATED_BIT : 0;
    marks[unit] = (marks[unit] as number) | declared | madeUp;
  }
  for (const [unit, { verdict }] of rulings) {
    // Found served counts as declared: a state of declaration outside what is declared would not add up.
    if (verdict === 'served') marks[unit] = (marks[unit] as number) | DECLARED_BIT;
  }
  return marks;
}

function sweep(marks: Uint8Array, { state, holds }: Decision): void {
  for (let unit = 0; unit < marks.length; unit++) if (holds(unit)) marks[unit] = state;
}

/** Which rule decided a unit's state, and why. */
export function explain(
  edition: IndicatorEdition,
  facts: UnitFacts,
  parameters: Parameters,
  unit: number,
): Finding {
  const decided = decisionsOf(edition, facts, parameters).find(({ holds }) => holds(unit));
  return decided ? whyOf(edition, decided.step, facts, unit, parameters) : unknown();
}

/** The decisions of an edition in its order, without those that no unit can meet. */
function decisionsOf(
  edition: IndicatorEdition,
  facts: UnitFacts,
  parameters: Parameters,
): Decision[] {
  return edition.precedence.flatMap((step) => {
    return decisionsBy(step, edition, facts, parameters).map((rest) => ({ step, ...rest }));
  });
}

function decisionsBy(
  step: Step,
  edition: IndicatorEdition,
  facts: UnitFacts,
  parameters: Parameters,
): Omit<Decision, 'step'>[] {
  const { declaredFrom, countyFiled } = facts;
  const isDeclared: Test = (unit) => declaredFrom[unit] !== NOT_DECLARED;
  switch (step) {
    case 'excluded': {
      const holds = excluding(edition, facts, parameters);
      return holds ? [{ state: EXCLUDED, holds }] : [];
    }
    case 'settled-challenge':
      return settledAgainst(facts, isDeclared);
    case 'observed':
      return [{ state: OBSERVED, holds: edition.observes(facts, parameters) }];
    case 'settled-served':
      return settledFor(facts);
    case 'contradicted': {
      const speaks = edition.contradicts?.(facts, parameters);
      if (!speaks) return [];
      return [{ state: CONTRADICTED, holds: (unit) => isDeclared(unit) && speaks(unit) }];
    }
    case 'declared':
      return [{ state: DECLARED_ONLY, holds: isDeclared }];
    case 'filed':
      return [{ state: NOT_SERVED, holds: (unit) => countyFiled[unit] === 1 }];
  }
}

function excluding(
  edition: IndicatorEdition,
  facts: UnitFacts,
  parameters: Parameters,
): Test | undefined {
  const { exclusions } = facts;
  const excludes = edition.excludes?.(facts, parameters);
  if (exclusions.size === 0) return excludes;
  return (unit) => exclusions.has(unit) || (excludes?.(unit) ?? false);
}

/**
 * A challenge settled for a unit: it counts as declared, whatever was declared or filed and wherever
 * its parcels stopped. It never makes a unit observed: a ruling is no parcel.
 */
function settledFor({ rulings }: UnitFacts): Omit<Decision, 'step'>[] {
  if (rulings.size === 0) return [];
  return [{ state: DECLARED_ONLY, holds: (unit) => rulings.get(unit)?.verdict === 'served' }];
}

/** A challenge settled against a unit: contradicted where it is declared, else not served. */
function settledAgainst({ rulings }: UnitFacts, isDeclared: Test): Omit<Decision, 'step'>[] {
  if (rulings.size === 0) return [];
  const against: Test = (unit) => rulings.get(unit)?.verdict === 'not-served';
  return [
    { state: CONTRADICTED, holds: (unit) => against(unit) && isDeclared(unit) },
    { state: NOT_SERVED, holds: against },
  ];
}

function whyOf(
  { why }: IndicatorEdition,
  step: Step,
  facts: UnitFacts,
  unit: number,
  parameters: Parameters,
): Finding {
  switch (step) {
    case 'excluded': {
      const listed = facts.exclusions.get(unit);
      if (listed) return { rule: 'listed-exclusion', reason: listed };
      return why.excluded?.(facts, unit, parameters) ?? unknown();
    }
    case 'settled-challenge':
      return settled(facts, unit);
    case 'settled-served':
      return foundServed(facts, unit);
    case 'observed':
      return why.observed(facts, unit, parameters);
    case 'contradicted':
      return why.contradicted?.(facts, unit, parameters) ?? unknown();
    case 'declared':
      return why.declared(facts, unit, parameters);
    case 'filed':
      return notDeclared((facts.evidenceCount[unit] ?? 0) > 0);
  }
}

function settled({ rulings }: UnitFacts, unit: number): Finding {
  const { challengeId = '', from = '' } = rulings.get(unit) ?? {};
  return found(
    'settled-challenge',
    () => `经申诉裁定（${challengeId}），自${from}起认定未服务`,
    () => `settled by a challenge (${challengeId}): not served from ${from} on`,
  );
}

function foundServed({ rulings }: UnitFacts, unit: number): Finding {
  const { challengeId = '', from = '' } = rulings.get(unit) ?? {};
  return found(
    'settled-served',
    () => `经申诉裁定（${challengeId}），自${from}起认定已服务，但实测记录未达到要求`,
    () =>
      `settled by a challenge (${challengeId}): served from ${from} on, though what was observed is not what is asked for`,
  );
}

function notDeclared(hasEvidence: boolean): Finding {
  const zh = hasEvidence ? '实测记录未达到要求' : '也无实测记录';
  const en = hasEvidence
    ? 'what was observed is not what is asked for'
    : 'and nothing was observed';
  return found(
    'filing-complete-not-declared',
    () => `所在县已申报完毕，其中没有该单元，${zh}`,
    () => `the county has filed that its declaration is complete; this unit is not in it, ${en}`,
  );
}

function unknown(): Finding {
  return found(
    'no-filing',
    () => '所在县未申报完毕，也无实测记录，不作判断',
    () =>
      'the county has not filed that its declaration is complete, and nothing was observed: neither yes nor no',
  );
}
