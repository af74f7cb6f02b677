import type { Instant, TrackingNumber } from '@youlu/vocabulary';

/**
 * Why two numbers are one parcel: the agent's own waybill beside the principal's (post-express
 * cooperation), or a new label over an old one.
 */
export const RELATIONS = ['agent-waybill', 'relabelled'] as const;
export type Relation = (typeof RELATIONS)[number];

/** A number that is the same parcel as its principal. */
export interface Link {
  readonly principalNumber: TrackingNumber;
  readonly linkedNumber: TrackingNumber;
  readonly relation: Relation;
  readonly linkedAt: Instant;
  readonly simulated: boolean;
}

/**
 * Far more labels than a parcel bears; without a bound, whoever asks of one number would wait for all that
 * somebody linked to it.
 */
export const NUMBERS_OF_A_PARCEL_MAX = 100;

export type LinkDecision =
  'link' | 'linked-already' | 'differs' | 'to-itself' | 'circle' | 'too-many';

/**
 * A number has one principal at most, and no number is above itself; the same link again is once.
 *
 * @param known `numbers`: how many numbers the parcel would have, both groups and their principals
 */
export function judgeLink(
  link: Link,
  known: { existing: Link | undefined; rootOfPrincipal: TrackingNumber; numbers: number },
): LinkDecision {
  const { existing, rootOfPrincipal, numbers } = known;
  if (link.linkedNumber === link.principalNumber) return 'to-itself';
  if (existing !== undefined) return isSameLink(existing, link) ? 'linked-already' : 'differs';
  if (rootOfPrincipal === link.linkedNumber) return 'circle';
  return numbers > NUMBERS_OF_A_PARCEL_MAX ? 'too-many' : 'link';
}

function isSameLink(a: Link, b: Link): boolean {
  return (
    a.principalNumber === b.principalNumber &&
    a.linkedNumber === b.linkedNumber &&
    a.relation === b.relation &&
    a.linkedAt === b.linkedAt &&
    a.simulated === b.simulated
  );
}
