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

/** What a visit says; also its key in the table. */
export type VisitContent = Pick<
  ReportedVisit,
  'visitId' | 'roundId' | 'villageCode' | 'visitedAt' | 'handoverPoint'
>;

/** What is said about a visit, beside its content, from an instant on: all tellings by then together. */
export interface VisitTelling {
  readonly knownFrom: Instant;
  /** The earliest: a visit must not become plausible by being sent again later. */
  readonly sentAt: Instant;
  /** Whether a simulation made it: one telling that says so is enough, and is never taken back. */
  readonly simulated: boolean;
}

/** A visit as coverage keeps it, with the day and the Monday of the ISO week it fell on. */
export interface KnownVisit extends VisitContent {
  readonly day: Day;
  readonly monday: Day;
  /** At least one, the first as it was recorded first, each later one saying something else. */
  readonly tellings: readonly VisitTelling[];
}

/** A device's clock may be this much ahead between the visit and the upload. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;

/**
 * The distinct visits of a batch, in the order of their keys. The same visit sent twice is one, with
 * what was known of it when; one id with another content stays beside it, and neither will count.
 */
export function distinctVisits(reported: readonly ReportedVisit[]): KnownVisit[] {
  const byContent = new Map<string, ReportedVisit[]>();
  for (const visit of reported) {
    const key = contentKey(visit);
    const same = byContent.get(key);
    if (same) same.push(visit);
    else byContent.set(key, [visit]);
  }
  return [...byContent.keys()].sort().map((key) => {
    const same = byContent.get(key) as ReportedVisit[];
    const { visitId, roundId, villageCode, visitedAt, handoverPoint } = same[0] as ReportedVisit;
    const day = dayOf(visitedAt);
    const { monday } = isoWeekOf(day);
    const content = { visitId, roundId, villageCode, visitedAt, handoverPoint };
    return { ...content, day, monday, tellings: tellingsOf(same) };
  });
}

function tellingsOf(same: readonly ReportedVisit[]): readonly VisitTelling[] {
  return joinTellings(
    same.map(({ recordedAt, sentAt, simulated = false }) => {
      return { knownFrom: recordedAt, sentAt, simulated };
    }),
  );
}

/**
 * What was known when, from tellings in any order, each told once or more often. What says nothing
 * that was not known by then is left out, so that the same tellings always come to the same.
 */
export function joinTellings(tellings: readonly VisitTelling[]): readonly VisitTelling[] {
  if (tellings.length < 2) return tellings;
  const joined: VisitTelling[] = [];
  for (const telling of [...tellings].sort((a, b) => a.knownFrom - b.knownFrom)) {
    const before = joined.at(-1) ?? telling;
    const sentAt = Math.min(before.sentAt, telling.sentAt);
    const simulated = before.simulated || telling.simulated;
    const isKnown = sentAt === before.sentAt && simulated === before.simulated;
    if (isKnown && joined.length > 0) continue;
    if (before.knownFrom === telling.knownFrom) joined.pop();
    joined.push({ knownFrom: telling.knownFrom, sentAt, simulated });
  }
  return joined;
}

export function saysTheSame(
  some: readonly VisitTelling[],
  others: readonly VisitTelling[],
): boolean {
  return (
    some.length === others.length &&
    some.every(({ knownFrom, sentAt, simulated }, i) => {
      const other = others[i];
      const isSince = knownFrom === other?.knownFrom;
      return isSince && sentAt === other?.sentAt && simulated === other?.simulated;
    })
  );
}

/** Tells visits apart by their content. */
export function contentKey(visit: VisitContent): string {
  const { villageCode, visitId, visitedAt, roundId, handoverPoint } = visit;
  return JSON.stringify([villageCode, visitId, visitedAt, roundId, handoverPoint]);
}
