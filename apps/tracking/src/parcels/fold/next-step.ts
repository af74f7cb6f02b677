import type { Instant, ParcelState, ScanKind } from '@youlu/vocabulary';
import type { Delivery } from './delivery';

/** One planned ride between two nodes. */
export interface PlannedLeg {
  readonly fromNodeId: string;
  readonly toNodeId: string;
  readonly departAt: Instant;
  readonly arriveAt: Instant;
}

/** The scan that should come next if all goes to plan. */
export interface NextStep {
  readonly kind: ScanKind;
  readonly nodeId: string;
  /** When the plan has it; null where a plan tells no time. */
  readonly expectedAt: Instant | null;
}

const ENDED: readonly ParcelState[] = ['delivered', 'returned', 'cancelled', 'lost'];

/** Undefined for a parcel that has ended, has no plan or has left it. */
export function nextStep(
  delivery: Delivery,
  nodeIds: readonly string[],
  legs: readonly PlannedLeg[],
): NextStep | undefined {
  const first = nodeIds[0];
  const destination = nodeIds.at(-1);
  if (first === undefined || destination === undefined) return undefined;
  if (ENDED.includes(delivery.state)) return undefined;
  const last = delivery.last;
  if (!last) return { kind: 'accepted', nodeId: first, expectedAt: null };
  if (delivery.state === 'returning') return { kind: 'returned', nodeId: first, expectedAt: null };
  if (delivery.misdirected) return undefined;
  const isOnTheRoad = ['accepted', 'arrived', 'in-transit'].includes(delivery.state);
  if (!isOnTheRoad || last.nodeId === destination) {
    return { kind: 'delivered', nodeId: destination, expectedAt: null };
  }
  const leg = legs.find((l) => l.fromNodeId === last.nodeId);
  if (!leg) return undefined;
  return last.kind === 'departed'
    ? { kind: 'arrived', nodeId: leg.toNodeId, expectedAt: leg.arriveAt }
    : { kind: 'departed', nodeId: leg.fromNodeId, expectedAt: leg.departAt };
}
