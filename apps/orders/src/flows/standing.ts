import { type Day, dayOf, type Instant, type ParcelState } from '@youlu/vocabulary';

/** What was last known of the parcel under one number. */
export interface ParcelCourse {
  readonly trackingNumber: string;
  readonly state: ParcelState;
  /** Of the first effective acceptance; null while there is none. */
  readonly acceptedAt: Instant | null;
  /** Where that was, as the scan said; null if it is not known. */
  readonly acceptedPlace: string | null;
  readonly departed: boolean;
}

/** What a parcel contributes to flows and projects. */
export interface Standing {
  /** The official day of the first effective acceptance; null while there is none. */
  readonly day: Day | null;
  /** Whether projects count it: accepted, and not sent back before it left. */
  readonly counted: boolean;
  /** Place of the outlet that accepted it first. */
  readonly outlet: string | null;
}

export const NOT_ACCEPTED: Standing = { day: null, counted: false, outlet: null };

/**
 * Where a parcel stands in the count. One that carries several waybills (a principal's and an
 * agent's, an old label and a new one) is one parcel: accepted when the first of its numbers was,
 * departed as soon as one of them did, sent back if its principal was. A cancelled number has no
 * effective acceptance by definition of the state, so a group is cancelled only if all of it is.
 */
export function standingOf(
  principal: ParcelCourse,
  linked: readonly ParcelCourse[] = [],
): Standing {
  let first: ParcelCourse | undefined;
  let departed = principal.departed;
  for (const course of [principal, ...linked]) {
    departed ||= course.departed;
    if (course.acceptedAt !== null && isEarlier(course, first, principal)) first = course;
  }
  if (first === undefined) return NOT_ACCEPTED;
  const sentBack = principal.state === 'returning' || principal.state === 'returned';
  return {
    day: dayOf(first.acceptedAt as Instant),
    counted: departed || !sentBack,
    outlet: first.acceptedPlace,
  };
}

/** Of two accepted at the same moment the principal comes first, then the lower number. */
function isEarlier(
  course: ParcelCourse,
  first: ParcelCourse | undefined,
  principal: ParcelCourse,
): boolean {
  if (first === undefined) return true;
  const [at, other] = [course.acceptedAt as Instant, first.acceptedAt as Instant];
  if (at !== other) return at < other;
  return first !== principal && course.trackingNumber < first.trackingNumber;
}

export function isSameStanding(a: Standing, b: Standing): boolean {
  return a.day === b.day && a.counted === b.counted && a.outlet === b.outlet;
}
