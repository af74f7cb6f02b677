import { addDays, type Day } from '@youlu/vocabulary';
import { PUBLISHED_THRESHOLDS } from './published-thresholds';
import { exceeds, QUALIFIED, thresholdsFor, type Track } from './threshold';

/**
 * By which of its places a parcel belongs to a project: where the goods were made (or, undeclared,
 * sent from), where they are sent from, or the outlet that accepted the parcel first.
 */
export const ATTRIBUTIONS = ['origin', 'sender', 'accepting-outlet'] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];

/** One product of one place, over one period: what a regulator lists as 一地一品, 一县一品, 一市一品. */
export interface Project {
  readonly projectId: string;
  readonly name: string;
  readonly track: Track;
  readonly productId: string;
  /** Divisions of any level; a place can be several (Korla pears grow in two prefectures). */
  readonly placeCodes: readonly string[];
  readonly attribution: Attribution;
  /** Whose threshold applies: the 2 digits of a province, or `national`. */
  readonly jurisdiction: string;
  readonly from: Day;
  /** Exclusive. */
  readonly to: Day;
  /** Parcels of the period from before counting began here. */
  readonly openingCount: number;
  /** Parcels the rest of the period is planned to bring; printed, never counted. */
  readonly plannedCount: number;
  /** One parcel counted here stands for this many. */
  readonly sampleEvery: number;
  readonly simulated: boolean;
}

/** What a project has reached as of the end of a day. */
export interface ProjectStanding {
  readonly counted: number;
  readonly toDate: number;
  readonly threshold: { value: number; source: string } | null;
  /** Null where no threshold was published for the period. */
  readonly qualifies: boolean | null;
  /** Every level published for the track, jurisdiction and year, the lowest first. */
  readonly levels: readonly { level: string; value: number; source: string; reached: boolean }[];
  readonly periodState: 'open' | 'closed';
}

/** The days whose acceptances count as of the end of `asOf`: from ≤ day < to; empty if from ≥ to. */
export function countedDays(
  period: { readonly from: Day; readonly to: Day },
  asOf: Day,
): { from: Day; to: Day } {
  const dayAfter = addDays(asOf, 1);
  return { from: period.from, to: dayAfter < period.to ? dayAfter : period.to };
}

/** Opening plus counted, scaled by the sample, held against the published figure. */
export function standingOf(project: Project, counted: number, asOf: Day): ProjectStanding {
  const toDate = project.openingCount + counted * project.sampleEvery;
  const { track, jurisdiction, from } = project;
  const published = thresholdsFor({ track, jurisdiction, day: from }, PUBLISHED_THRESHOLDS);
  const rule = published.find(({ level }) => level === QUALIFIED);
  return {
    counted,
    toDate,
    threshold: rule === undefined ? null : { value: rule.over, source: rule.source },
    qualifies: rule === undefined ? null : exceeds(toDate, rule),
    levels: published.map((threshold) => ({
      level: threshold.level,
      value: threshold.over,
      source: threshold.source,
      reached: exceeds(toDate, threshold),
    })),
    periodState: addDays(asOf, 1) < project.to ? 'open' : 'closed',
  };
}
