import type { ParcelState, Verdict } from '@youlu/vocabulary';
import type { Fact } from './fact';
import type { Parcel } from '../parcel';
import { type FoldState, move } from './state-transitions';
import { isEffective, judgeFact } from './verdict';

/** What promise, plan and facts amount to; recomputed, never set. */
export interface Delivery {
  readonly state: ParcelState;
  /** One verdict a fact, in the order of the parcel's facts. */
  readonly verdicts: readonly Verdict[];
  /** Facts that move the parcel, in canonical order. */
  readonly effective: readonly Fact[];
  /** The last effective fact: where the parcel was seen last. */
  readonly last: Fact | undefined;
  /** The last effective fact is off plan; without a plan nothing is. */
  readonly misdirected: boolean;
}

/** Up to here comparing each with each is quicker than a set. */
const FEW_FACTS = 24;

/** Folds all facts of a parcel, always all of them: what comes late needs no case of its own. */
export function deriveDelivery(parcel: Parcel): Delivery {
  const { facts, booking } = parcel;
  const plannedNodeIds = parcel.plan?.nodeIds.length ? parcel.plan.nodeIds : undefined;
  const conflicts = conflictingScanIds(facts);
  const verdicts: Verdict[] = [];
  const effective: Fact[] = [];
  let state: FoldState = 'untouched';
  let misdirected = false;
  for (const fact of facts) {
    const verdict = judgeFact(fact, {
      isWithdrawn: parcel.withdrawals.some((w) => w.scanId === fact.scanId),
      isConflicting: conflicts !== undefined && conflicts.has(fact.scanId),
      isBooked: booking !== undefined,
      plannedNodeIds,
      state,
      effective,
    });
    verdicts.push(verdict);
    if (!isEffective(verdict)) continue;
    state = move(state, fact.kind) ?? state;
    misdirected = verdict === 'off-plan';
    effective.push(fact);
  }
  return {
    state: state === 'untouched' ? stateBeforeScans(parcel) : state,
    verdicts,
    effective,
    last: effective.at(-1),
    misdirected,
  };
}

/** The next effective fact ends this one; none for the last, and for one that moved nothing. */
export function nextEffective(fact: Fact, { effective }: Delivery): Fact | undefined {
  const at = effective.indexOf(fact);
  return at < 0 ? undefined : effective[at + 1];
}

/** A cancelled parcel that is scanned all the same is where its scans say. */
function stateBeforeScans({ booking }: Parcel): ParcelState {
  if (!booking) return 'unknown';
  return booking.cancelledAt === null ? 'booked' : 'cancelled';
}

/** Facts are distinct in id and content together, so an id met twice has two contents. */
function conflictingScanIds(facts: readonly Fact[]): ReadonlySet<string> | undefined {
  if (
    facts.length > FEW_FACTS &&
    new Set(facts.map(({ scanId }) => scanId)).size === facts.length
  ) {
    return undefined;
  }
  let conflicts: Set<string> | undefined;
  for (let i = 1; i < facts.length; i++) {
    const { scanId } = facts[i] as Fact;
    for (let j = 0; j < i; j++) {
      if ((facts[j] as Fact).scanId === scanId) (conflicts ??= new Set()).add(scanId);
    }
  }
  return conflicts;
}
