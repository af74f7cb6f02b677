import type { ParcelSnapshot, SnapshotFact } from '@youlu/contracts';
import type { ScanKind } from '@youlu/vocabulary';
import type { Folded } from './contributions';
import type { Delivery } from './delivery';
import type { Fact } from './fact';

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
    before.delivery.verdicts.some((verdict, i) => verdict !== after.delivery.verdicts[i])
  );
}

function firstOf(delivery: Delivery, kind: ScanKind): number | null {
  return delivery.effective.find((fact) => fact.kind === kind)?.occurredAt ?? null;
}

function evidenceFacts({ parcel, delivery }: Folded): SnapshotFact[] {
  const facts: SnapshotFact[] = [];
  parcel.facts.forEach((fact, i) => {
    if (!EVIDENCE_KINDS.has(fact.kind)) return;
    facts.push({
      scanId: fact.scanId,
      kind: fact.kind,
      nodeId: fact.nodeId,
      placeCode: fact.placeCode,
      occurredAt: fact.occurredAt,
      recordedAt: fact.recordedAt,
      verdict: delivery.verdicts[i] as SnapshotFact['verdict'],
      endsAt: endOf(fact, delivery.effective),
      withdrawnAt: parcel.withdrawals.find((w) => w.scanId === fact.scanId)?.withdrawnAt ?? null,
    });
  });
  return facts;
}

/** The next effective fact ends this one; null for the last, and for one that moved nothing. */
function endOf(fact: Fact, effective: readonly Fact[]): number | null {
  const at = effective.indexOf(fact);
  return at < 0 ? null : (effective[at + 1]?.occurredAt ?? null);
}
