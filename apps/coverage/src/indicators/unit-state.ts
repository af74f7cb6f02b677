import type { CoverageState } from '@youlu/vocabulary';
import type { Finding, IndicatorEdition, Reason, UnitFacts } from './indicator-edition';

/** A unit's state under an edition on a day, with the rule that decided it. */
export interface UnitState extends Finding {
  readonly state: CoverageState;
  /** Served as the evidence shows, though nobody declares it. */
  readonly undeclared: boolean;
}

/**
 * Decides a unit's state; the first that applies wins (product rule 4): excluded, observed,
 * contradicted, declared-only, not-served, unknown. Unknown is neither yes nor no.
 */
export function stateOf(edition: IndicatorEdition, facts: UnitFacts): UnitState {
  const { exclusion } = facts;
  if (exclusion !== null) {
    return found('excluded', { rule: 'listed-exclusion', reason: () => exclusion });
  }
  const declared = facts.declaration !== null;
  const observed = edition.observe(facts);
  if (observed) return found('observed', observed, !declared);
  if (declared) {
    const against = edition.contradict(facts);
    if (against) return found('contradicted', against);
    return found('declared-only', edition.leaveDeclared(facts));
  }
  if (facts.countyFiled) {
    const reason: Reason = (language) =>
      language === 'en'
        ? 'the county has filed that its declaration is complete; this unit is not in it, and nothing was observed'
        : '所在县已申报完毕，其中没有该单元，也无实测记录';
    return found('not-served', { rule: 'filing-complete-not-declared', reason });
  }
  const reason: Reason = (language) =>
    language === 'en'
      ? 'the county has not filed that its declaration is complete, and nothing was observed: neither yes nor no'
      : '所在县未申报完毕，也无实测记录，不作判断';
  return found('unknown', { rule: 'no-filing', reason });
}

function found(state: CoverageState, { rule, reason }: Finding, undeclared = false): UnitState {
  return { state, rule, reason, undeclared };
}
