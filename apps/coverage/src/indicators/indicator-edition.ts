import type { Day, Indicator, Instant, UnitKind } from '@youlu/vocabulary';
import type { DayWindow } from './evidence-window';
import type { Language } from './language';

/** What is known about one unit when an edition judges it. */
export interface UnitFacts {
  /** Reason why the edition leaves the unit out; null where it does not. */
  readonly exclusion: string | null;
  /** The declaration in force on the day, null if none; the strictest frequency, if several are. */
  readonly declaration: { readonly from: Day; readonly frequencyPerWeek: number | null } | null;
  /** Whether the unit's county has filed that its declaration is complete. */
  readonly countyFiled: boolean;
  readonly evidence: EvidenceSummary;
  /** Distinct visited days in each whole week of the window, oldest first (direct mail). */
  readonly visitedDaysByWeek: readonly number[];
  /** Distinct parcels addressed here that came to rest elsewhere and are still there. */
  readonly parcelsStoppedElsewhere: number;
}

/** Evidence within the edition's window; instants of the first and the last. */
export interface EvidenceSummary {
  readonly count: number;
  readonly firstAt: Instant | null;
  readonly lastAt: Instant | null;
}

export const NO_EVIDENCE: EvidenceSummary = Object.freeze({
  count: 0,
  firstAt: null,
  lastAt: null,
});

/** Why, in a language. A reason that a document gives is in the document's. */
export type Reason = (language: Language) => string;

/**
 * Which rule decided, by its stable name, and why in words a reader understands. The words are made
 * when asked for: the rate of a region judges 9,000 units and reads none of them.
 */
export interface Finding {
  readonly rule: string;
  readonly reason: Reason;
}

/** A unit that an edition leaves out of the denominator, with the written reason for it. */
export interface Exclusion {
  readonly unitCode: string;
  readonly reason: string;
}

/** One indicator as it was defined for a year: a rule edition (口径版本). */
export interface IndicatorEdition {
  readonly indicator: Indicator;
  readonly edition: string;
  readonly name: string;
  /** Where the definition comes from. */
  readonly source: string;
  /** The population: units of these kinds. */
  readonly unitLevel: 4 | 5;
  readonly kinds: readonly UnitKind[];
  readonly exclusions: readonly Exclusion[];
  /** The days whose evidence counts on `asOf`. */
  windowOn(asOf: Day): DayWindow;
  /** The rule that finds the unit served, if it does. */
  observe(facts: UnitFacts): Finding | undefined;
  /** The rule by which evidence speaks against a declaration, if it does. */
  contradict(facts: UnitFacts): Finding | undefined;
  /** The rule by which a declared unit is no more than declared. */
  leaveDeclared(facts: UnitFacts): Finding;
}
