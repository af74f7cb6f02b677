import type { ParcelSnapshot, SnapshotFact } from '@youlu/contracts';
import type { ScanKind } from '@youlu/vocabulary';
import type { Folded } from './fold/contributions';
import { type Delivery, nextEffective } from './fold/delivery';
import type { Fact } from './fold/fact';
import { KnownHistories } from './fold/known-history';
import { isFromFuture } from './fold/verdict';

/** Kinds that can be evidence: the parcel was taken in, rested, or was handed over. */
const EVIDENCE_KINDS: ReadonlySet<ScanKind> = new Set([
  'accepted',
  'delivered',
  'held-at-station',
  'in-locker',
]);

/** More would be an exception to look at; how many there are beyond is always said. */
const SNAPSHOT_FACTS_MAX = 64;

/** What other services are told about a parcel; it replaces all they were told before. */
export function parcelSnapshot({ parcel, delivery }: Folded, version: number): ParcelSnapshot {
  const { booking } = parcel;
  const capable = evidenceFacts({ parcel, delivery });
  return {
    trackingNumber: parcel.trackingNumber,
    version,
    state: delivery.state,
    direction: booking?.direction ?? null,
    productId: booking?.productId ?? null,
    originCode: booking?.originCode ?? null,
    destinationCode: booking?.destinationCode ?? null,
    misdirected: delivery.misdirected,
    lastFactAt: delivery.last?.occurredAt ?? null,
    acceptedAt: firstOf(delivery, 'accepted'),
    departedAt: firstOf(delivery, 'departed'),
    deliveredAt: firstOf(delivery, 'delivered'),
    returnedAt: firstOf(delivery, 'returned'),
    facts: capable.slice(0, SNAPSHOT_FACTS_MAX),
    factsNotCarried: Math.max(0, capable.length - SNAPSHOT_FACTS_MAX),
    simulated: booking?.simulated ?? false,
  };
}

/** Whether what others are told differs; a plan or a re-sent scan may change nothing they see. */
export function isWorthTelling(before: Folded, after: Folded): boolean {
  return (
    before.parcel.facts.length !== after.parcel.facts.length ||
    before.parcel.booking !== after.parcel.booking ||
    before.parcel.withdrawals !== after.parcel.withdrawals ||
    before.delivery.state !== after.delivery.state ||
    before.delivery.verdicts.some((verdict, i) => verdict !== after.delivery.verdicts[i]) ||
    // An earlier report turned up: what was known when must not depend on which of them came first.
    before.parcel.facts.some((fact, i) => hasOtherPast(fact, after.parcel.facts[i] ?? fact))
  );
}

function hasOtherPast(before: Fact, after: Fact): boolean {
  return (
    before.recordedAt !== after.recordedAt ||
    (before.sentAt !== after.sentAt && isFromFuture(before) !== isFromFuture(after))
  );
}

function firstOf(delivery: Delivery, kind: ScanKind): number | null {
  return delivery.effective.find((fact) => fact.kind === kind)?.occurredAt ?? null;
}

function evidenceFacts({ parcel, delivery }: Folded): SnapshotFact[] {
  const facts: SnapshotFact[] = [];
  const histories = new KnownHistories({ parcel, delivery });
  parcel.facts.forEach((fact, i) => {
    if (!EVIDENCE_KINDS.has(fact.kind)) return;
    const next = nextEffective(fact, delivery);
    facts.push({
      scanId: fact.scanId,
      kind: fact.kind,
      nodeId: fact.nodeId,
      placeCode: fact.placeCode,
      occurredAt: fact.occurredAt,
      recordedAt: fact.recordedAt,
      verdict: delivery.verdicts[i] as SnapshotFact['verdict'],
      endsAt: next?.occurredAt ?? null,
      withdrawnAt: parcel.withdrawals.find((w) => w.scanId === fact.scanId)?.withdrawnAt ?? null,
      ...(fact.consent === undefined ? {} : { consent: fact.consent }),
      proof: fact.proof,
      feeCents: fact.feeCents,
      mode: fact.mode,
      ...histories.of(fact, next),
    });
  });
  return facts;
}
