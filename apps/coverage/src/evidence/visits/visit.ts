import { type Day, dayOf, type Instant, isoWeekOf } from '@youlu/vocabulary';

/** A visit to a village as a carrier's device reported it. */
export interface ReportedVisit {
  readonly visitId: string;
  readonly roundId: string;
  readonly villageCode: string;
  readonly visitedAt: Instant;
  readonly sentAt: Instant;
  readonly recordedAt: Instant;
  readonly handoverPoint: string;
  /** Whether a simulation made it; no, if it does not say. */
  readonly simulated?: boolean;
}

/** A visit as coverage keeps it, with the day and the Monday of the ISO week it fell on. */
export interface KnownVisit extends ReportedVisit {
  readonly simulated: boolean;
  readonly day: Day;
  readonly monday: Day;
}

/** A device's clock may be this much ahead between the visit and the upload. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;

/**
 * The distinct visits of a batch, in the order of their keys. The same visit sent twice is one, sent
 * and recorded when it was first, and simulated if either says so; one id with another content stays beside it, and neither will count.
 */
export function distinctVisits(reported: readonly ReportedVisit[]): KnownVisit[] {
  const byContent = new Map<string, ReportedVisit & { readonly simulated: boolean }>();
  for (const visit of reported) {
    const key = contentOf(visit);
    const known = byContent.get(key) ?? visit;
    const sentAt = Math.min(known.sentAt, visit.sentAt);
    const recordedAt = Math.min(known.recordedAt, visit.recordedAt);
    const simulated = known.simulated === true || visit.simulated === true;
    byContent.set(key, { ...visit, sentAt, recordedAt, simulated });
  }
  return [...byContent.keys()].sort().map((key) => {
    const visit = byContent.get(key) as ReportedVisit & { readonly simulated: boolean };
    const day = dayOf(visit.visitedAt);
    return { ...visit, day, monday: isoWeekOf(day).monday };
  });
}

/** What a visit says, without when it was sent or noted and who made it; also its key in the table. */
function contentOf(visit: ReportedVisit): string {
  const { villageCode, visitId, visitedAt, roundId, handoverPoint } = visit;
  return JSON.stringify([villageCode, visitId, visitedAt, roundId, handoverPoint]);
}
