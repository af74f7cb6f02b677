import type { Day } from '@youlu/vocabulary';

/** 一地一品, 一县一品, 一市一品. */
export const TRACKS = ['place', 'county', 'prefecture'] as const;
export type Track = (typeof TRACKS)[number];

/** What makes a project one; every other level is an honour above it. */
export const QUALIFIED = 'qualified';
type ThresholdLevel = typeof QUALIFIED | 'bronze' | 'silver' | 'gold' | 'two-million';

/** One published figure and the days it was in force for: from ≤ day < to. */
export interface PublishedThreshold {
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
 * The figures a period is measured by, the lowest first: those of the day the period begins.
 * None where none was published for it: then nobody can say whether a project qualifies.
 */
export function thresholdsFor(
  asked: { track: Track; jurisdiction: string; day: Day },
  published: readonly PublishedThreshold[],
): PublishedThreshold[] {
  return published
    .filter(
      ({ track, jurisdiction, from, to }) =>
        track === asked.track &&
        jurisdiction === asked.jurisdiction &&
        from <= asked.day &&
        (to === null || asked.day < to),
    )
    .sort((a, b) => a.over - b.over);
}

/** Strictly more: a project at the figure has not passed it. */
export function exceeds(parcels: number, threshold: PublishedThreshold): boolean {
  return parcels > threshold.over;
}
