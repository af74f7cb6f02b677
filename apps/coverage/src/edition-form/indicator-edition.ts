import type { Day, JudgedIndicator, UnitKind } from '@youlu/vocabulary';
import type { DayWindow } from './evidence-window';
import type { ParameterLimits, Parameters } from './parameters';
import type { Finding, Words } from './reason';
import type { UnitFacts } from './unit-facts';

/** Where what shows a unit to be served is looked for. */
export type EvidencePlace =
  /** Accepted or handed over at a station of the township. */
  | 'at-stations'
  /** Accepted or handed over in the village, whoever did it. */
  | 'in-villages'
  /** Visits to the village. */
  | 'visits'
  /** Accepted or handed over at a point that stands in the village. */
  | 'at-village-points'
  /** Accepted or handed over at the node that a list names for its target. */
  | 'at-targets';

/** Lists of places that are no divisions, and so are imported by themselves. */
export const TARGET_LISTS = ['township-post-office', 'border-hamlet'] as const;
export type TargetList = (typeof TARGET_LISTS)[number];

/** Which units are counted: those of some kinds in the register, or those of a list. */
export type PopulationRule =
  { readonly level: 4 | 5; readonly kinds: readonly UnitKind[] } | { readonly list: TargetList };

/**
 * What decides a unit's state, in this order unless an edition states its own: what a settled challenge
 * says against it comes before the evidence, evidence before what one says for it and before what was
 * declared. The first that applies wins, and where none does
 * the unit is unknown, which is neither yes nor no.
 */
export const STEPS = [
  'excluded',
  'settled-challenge',
  'observed',
  'settled-served',
  'contradicted',
  'declared',
  'filed',
] as const;
export type Step = (typeof STEPS)[number];

/** A unit that an edition leaves out of the denominator, with the written reason for it. */
export interface Exclusion {
  readonly unitCode: string;
  readonly reason: string;
}

/** Whether something holds for a unit, by its place in the columns. */
export type Test = (unit: number) => boolean;
/** Why it holds. */
type Why = (facts: UnitFacts, unit: number, parameters: Parameters) => Finding;

/**
 * One indicator as it is defined by one rule edition (口径版本): pure, and told in data wherever that
 * is possible. It decides sets of units; rates are made of them when they are printed.
 */
export interface IndicatorEdition {
  readonly indicator: JudgedIndicator;
  readonly edition: string;
  readonly name: Words;
  /** What counts as served, in a sentence. */
  readonly definition: Words;
  /** Where the definition comes from. */
  readonly source: Words;
  readonly population: PopulationRule;
  readonly exclusions: readonly Exclusion[];
  readonly parameters: ParameterLimits;
  readonly evidence: EvidencePlace;
  /** Whether lesser frequencies and seasonal closures are heeded. */
  readonly heedsPrescriptions?: true;
  readonly precedence: readonly Step[];
  /** The days whose evidence counts on `asOf`. */
  windowOn(asOf: Day, parameters: Parameters): DayWindow;
  /** Whether a unit is left out for a reason beside the edition's list; absent where none is. */
  excludes?(facts: UnitFacts, parameters: Parameters): Test;
  /** Whether the evidence shows a unit to be served. */
  observes(facts: UnitFacts, parameters: Parameters): Test;
  /** Whether evidence speaks against a declared unit; absent where none can. */
  contradicts?(facts: UnitFacts, parameters: Parameters): Test;
  readonly why: {
    readonly excluded?: Why;
    readonly observed: Why;
    readonly contradicted?: Why;
    readonly declared: Why;
  };
}
