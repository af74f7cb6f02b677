import { type Instant, isSameOrganisation } from '@youlu/vocabulary';

export const REPORT_STATES = ['draft', 'reviewed', 'published', 'discarded'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export const REPORT_MOVES = ['review', 'publish', 'discard'] as const;
export type ReportMove = (typeof REPORT_MOVES)[number];

const nowhere = { review: null, publish: null, discard: null } as const;

/**
 * The way of a report, as data: state × move → state, null where there is no move. Only what was
 * recomputed and found equal is reviewed, only what was reviewed is published, and what is published
 * stays: a better figure is another report.
 */
const TRANSITIONS: Readonly<Record<ReportState, Readonly<Record<ReportMove, ReportState | null>>>> =
  {
    draft: { ...nowhere, review: 'reviewed', discard: 'discarded' },
    reviewed: { ...nowhere, publish: 'published', discard: 'discarded' },
    published: nowhere,
    discarded: nowhere,
  };

export function moveReport(from: ReportState, move: ReportMove): ReportState | null {
  return TRANSITIONS[from][move];
}

/**
 * Whose steps a step must not be taken by as well, as data: what one has counted, another one checks.
 * Publishing makes known what has been checked, and setting aside does no harm.
 */
const NOT_BY: Readonly<Record<ReportMove, 'freezer' | null>> = {
  review: 'freezer',
  publish: null,
  discard: null,
};

/** Whether an organisation may take a step in a report that it, or another one, has frozen. */
export function mayMove(move: ReportMove, by: string, freezer: string): boolean {
  return NOT_BY[move] === null || !isSameOrganisation(by, freezer);
}

/** Who took a report a step further, and when. */
export interface StepTaken {
  readonly at: Instant;
  readonly by: string;
}

/** The states that a report is or was in, by the steps it was taken. */
export function statesSoFar(
  steps: Readonly<Record<Exclude<ReportState, 'draft'>, StepTaken | null>>,
): ReportState[] {
  return REPORT_STATES.filter((state) => state === 'draft' || steps[state] !== null);
}
