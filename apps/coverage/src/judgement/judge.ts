import { COVERAGE_STATES, type CoverageState } from '@youlu/vocabulary';
import type { IndicatorEdition, Step, Test } from '../editions/indicator-edition';
import type { Parameters } from '../editions/parameters';
import { type Finding, found } from '../editions/reason';
import { NOT_DECLARED, type UnitFacts } from '../editions/unit-facts';

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
/** What a step answers that does not decide. */
const GOES_ON = -1;

type Decide = (unit: number) => number;

/** The state that a mark says; undefined for a unit that is not counted. */
export function stateOf(mark: number): CoverageState | undefined {
  return COVERAGE_STATES[mark & STATE_BITS];
}

/** The marks of all units under an edition: the sets that every rate is made of. */
export function judge(
  edition: IndicatorEdition,
  facts: UnitFacts,
  parameters: Parameters,
): Uint8Array {
  const steps = stepsOf(edition, facts, parameters).map(({ decide }) => decide);
  const { size, declaredFrom, simulated } = facts;
  const marks = new Uint8Array(size);
  for (let unit = 0; unit < size; unit++) {
    let state = GOES_ON;
    for (let step = 0; state === GOES_ON && step < steps.length; step++) {
      state = (steps[step] as Decide)(unit);
    }
    if (state === GOES_ON) state = UNKNOWN;
    if (declaredFrom[unit] !== NOT_DECLARED) state |= DECLARED_BIT;
    if (simulated[unit] === 1) state |= SIMULATED_BIT;
    marks[unit] = state;
  }
  return marks;
}

/** Which rule decided a unit's state, and why. */
export function explain(
  edition: IndicatorEdition,
  facts: UnitFacts,
  parameters: Parameters,
  unit: number,
): Finding {
  for (const { step, decide } of stepsOf(edition, facts, parameters)) {
    const state = decide(unit);
    if (state !== GOES_ON) return whyOf(edition, step, facts, unit, parameters);
  }
  return unknown();
}

/** The steps of an edition that can decide anything, in its order. */
function stepsOf(
  edition: IndicatorEdition,
  facts: UnitFacts,
  parameters: Parameters,
): { step: Step; decide: Decide }[] {
  const contradicts = edition.contradicts?.(facts, parameters);
  return edition.precedence.flatMap((step) => {
    const decide = decideBy(step, edition, facts, parameters, contradicts);
    return decide ? [{ step, decide }] : [];
  });
}

function decideBy(
  step: Step,
  edition: IndicatorEdition,
  facts: UnitFacts,
  parameters: Parameters,
  contradicts: Test | undefined,
): Decide | undefined {
  const { declaredFrom, countyFiled } = facts;
  const isDeclared = (unit: number): boolean => declaredFrom[unit] !== NOT_DECLARED;
  switch (step) {
    case 'excluded':
      return excluding(edition, facts, parameters);
    case 'settled-challenge':
      return ruling(facts);
    case 'observed': {
      const observes = edition.observes(facts, parameters);
      return (unit) => (observes(unit) ? OBSERVED : GOES_ON);
    }
    case 'contradicted': {
      if (!contradicts) return undefined;
      const cleared = (unit: number): boolean => facts.rulings.get(unit)?.verdict === 'served';
      return (unit) =>
        isDeclared(unit) && contradicts(unit) && !cleared(unit) ? CONTRADICTED : GOES_ON;
    }
    case 'declared':
      return (unit) => (isDeclared(unit) ? DECLARED_ONLY : GOES_ON);
    case 'filed':
      return (unit) => (countyFiled[unit] === 1 ? NOT_SERVED : GOES_ON);
  }
}

function excluding(
  edition: IndicatorEdition,
  facts: UnitFacts,
  parameters: Parameters,
): Decide | undefined {
  const { exclusions } = facts;
  const excludes = edition.excludes?.(facts, parameters);
  if (exclusions.size === 0 && !excludes) return undefined;
  return (unit) => (exclusions.has(unit) || excludes?.(unit) ? EXCLUDED : GOES_ON);
}

/**
 * A challenge settled against a unit: contradicted where it is declared, else not served. One that is
 * settled for it only takes away the contradiction: a ruling is no parcel.
 */
function ruling({ rulings, declaredFrom }: UnitFacts): Decide | undefined {
  if (rulings.size === 0) return undefined;
  return (unit) => {
    if (rulings.get(unit)?.verdict !== 'not-served') return GOES_ON;
    return declaredFrom[unit] === NOT_DECLARED ? NOT_SERVED : CONTRADICTED;
  };
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
