import { addDays, type Day } from '@youlu/vocabulary';
import { exceeds, thresholdFor, type Track } from './threshold';
import { THRESHOLD_RULES } from './threshold-rules';

/** One product of one place, over one period: what a regulator lists as 一地一品. */
export interface Project {
  readonly projectId: string;
  readonly name: string;
  readonly track: Track;
  readonly productId: string;
  /** Divisions of 2, 4 or 6 digits; a place can be several (Korla pears grow in two prefectures). */
  readonly placeCodes: readonly string[];
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
  readonly periodState: 'open' | 'closed';
}

/** The days whose acceptances count as of the end of `asOf`: from ≤ day < to; empty if from ≥ to. */
export function countedDays(project: Project, asOf: Day): { from: Day; to: Day } {
  const dayAfter = addDays(asOf, 1);
  return { from: project.from, to: dayAfter < project.to ? dayAfter : project.to };
}

/** Whether parcels can be attributed to a place: they are, by their county. */
export function isCountable(placeCode: string): boolean {
  return placeCode.length <= 6;
}

/** Attribution by declared origin: the parcel's county lies in one of the project's places. */
export function comesFrom(placeCodes: readonly string[], originCounty: string): boolean {
  return placeCodes.some((place) => originCounty.startsWith(place));
}

/** Opening plus counted, scaled by the sample, held against the published figure. */
export function standingOf(project: Project, counted: number, asOf: Day): ProjectStanding {
  const toDate = project.openingCount + counted * project.sampleEvery;
  const { track, jurisdiction, from } = project;
  const asked = { track, jurisdiction, level: 'qualified', day: from } as const;
  const rule = thresholdFor(asked, THRESHOLD_RULES);
  return {
    counted,
    toDate,
    threshold: rule === undefined ? null : { value: rule.over, source: rule.source },
    qualifies: rule === undefined ? null : exceeds(toDate, rule),
    periodState: addDays(asOf, 1) < project.to ? 'open' : 'closed',
  };
}
