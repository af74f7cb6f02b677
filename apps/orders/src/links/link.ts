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

export type LinkDecision = 'link' | 'linked-already' | 'differs' | 'to-itself' | 'circle';

/** A number has one principal at most, and no number is above itself; the same link again is once. */
export function judgeLink(
  link: Link,
  known: { existing: Link | undefined; rootOfPrincipal: TrackingNumber },
): LinkDecision {
  const { existing, rootOfPrincipal } = known;
  if (link.linkedNumber === link.principalNumber) return 'to-itself';
  if (existing !== undefined) return isSameLink(existing, link) ? 'linked-already' : 'differs';
  return rootOfPrincipal === link.linkedNumber ? 'circle' : 'link';
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
