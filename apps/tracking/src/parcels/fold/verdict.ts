import { type Instant, type Verdict, startOfDay } from '@youlu/vocabulary';
import type { Fact } from './fact';
import { type FoldState, move } from './state-transitions';

/** Before this day nobody scanned for us: a device that says so has lost its clock. */
const CLOCKS_LIVE_SINCE: Instant = startOfDay('2015-01-01');
/** Device clocks may differ a little between the scan and the upload. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** Two devices that tell the same fact within this time tell it once. */
const REPEATED_WITHIN_MS = 10 * 60_000;

/** What is known beside the fact itself when it is judged. */
export interface Circumstances {
  readonly isWithdrawn: boolean;
  /** Another version of the same scanId says something else. */
  readonly isConflicting: boolean;
  readonly isBooked: boolean;
  /** Nodes of the plan; undefined where there is none. */
  readonly plannedNodeIds: readonly string[] | undefined;
  readonly state: FoldState;
  /** Effective facts before this one, in canonical order. */
  readonly effective: readonly Fact[];
}

/** The first rule that applies decides; the order is part of the rule. */
export function judgeFact(fact: Fact, seen: Circumstances): Verdict {
  if (seen.isWithdrawn) return 'withdrawn';
  if (seen.isConflicting) return 'conflicting';
  if (fact.occurredAt < CLOCKS_LIVE_SINCE) return 'dead-clock';
  if (isFromFuture(fact)) return 'future';
  if (isRepeated(fact, seen.effective)) return 'repeated';
  if (move(seen.state, fact.kind) === null) return 'out-of-sequence';
  if (!seen.isBooked) return 'unknown-parcel';
  if (seen.plannedNodeIds && !seen.plannedNodeIds.includes(fact.nodeId)) return 'off-plan';
  return 'ok';
}

/** Whether a fact with this verdict moves the parcel and counts in volumes. */
export function isEffective(verdict: Verdict): boolean {
  return verdict === 'ok' || verdict === 'off-plan' || verdict === 'unknown-parcel';
}

/** Whether it was sent before it happened, by a clock that is wrong. */
export function isFromFuture({ occurredAt, sentAt }: Fact): boolean {
  return occurredAt > sentAt + CLOCK_TOLERANCE_MS;
}

function isRepeated(fact: Fact, effective: readonly Fact[]): boolean {
  for (let i = effective.length - 1; i >= 0; i--) {
    const before = effective[i] as Fact;
    if (fact.occurredAt - before.occurredAt > REPEATED_WITHIN_MS) return false;
    if (before.kind === fact.kind && before.nodeId === fact.nodeId) return true;
  }
  return false;
}
