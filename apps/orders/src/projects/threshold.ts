import type { Day } from '@youlu/vocabulary';

/** 一地一品, 一县一品, 一市一品. */
export type Track = 'place' | 'county' | 'prefecture';

/** `qualified` is what makes a project one; the others are honours above it. */
export type ThresholdLevel = 'qualified' | 'bronze' | 'silver' | 'gold' | 'two-million';

/** One published figure and the days it was in force for: from ≤ day < to. */
export interface ThresholdRule {
  readonly track: Track;
  readonly jurisdiction: string;
  readonly level: ThresholdLevel;
  /** Parcels that must be *exceeded*: exactly 100,000 is not over 100,000. */
  readonly over: number;
  readonly from: Day;
  readonly to: Day | null;
  readonly source: string;
}

/**
 * The figure a period is measured by: that of the day the period begins.
 * Undefined where none was published for it: then nobody can say whether a project qualifies.
 */
export function thresholdFor(
  asked: { track: Track; jurisdiction: string; level: ThresholdLevel; day: Day },
  rules: readonly ThresholdRule[],
): ThresholdRule | undefined {
  return rules.find(
    (rule) =>
      rule.track === asked.track &&
      rule.jurisdiction === asked.jurisdiction &&
      rule.level === asked.level &&
      rule.from <= asked.day &&
      (rule.to === null || asked.day < rule.to),
  );
}

/** Strictly more: a project at the figure has not passed it. */
export function exceeds(parcels: number, rule: ThresholdRule): boolean {
  return parcels > rule.over;
}
