import { type Day, type Direction, type ScanKind, dayOf, partitionOf } from '@youlu/vocabulary';
import type { Delivery } from './delivery';
import { type Fact, isSameScan } from './fact';
import type { Booking, Parcel } from '../parcel';

/** What a parcel without a product counts as. */
const UNSPECIFIED_PRODUCT = 'unspecified';
/**
 * Fixed for ever: the bucket of a parcel is part of the key of its cells. As many as a topic has
 * partitions by default, and cut alike, so that writers of different partitions never wait for each
 * other's cells; with twice as many partitions two of them share a bucket.
 */
const BUCKETS = 12;

/** One cell of the volume cube, and by how much it moves. */
export interface CellChange {
  readonly placeCode: string;
  readonly day: Day;
  readonly direction: Direction;
  readonly productId: string;
  readonly kind: ScanKind;
  readonly simulated: boolean;
  readonly parcels: number;
}

/** A parcel together with what it amounts to. */
export interface Folded {
  readonly parcel: Parcel;
  readonly delivery: Delivery;
}

/** Which of a cell's rows a parcel counts in: each writer has rows of its own to add to. */
export function bucketOf(trackingNumber: string): number {
  return partitionOf(trackingNumber, BUCKETS);
}

/** Every effective fact of a booked parcel counts one where it happened. This is the definition. */
export function contributions({ parcel, delivery }: Folded): CellChange[] {
  const { booking } = parcel;
  return booking ? delivery.effective.map((fact) => cellOf(fact, booking, 1)) : [];
}

/** contributions(after) − contributions(before), without what cancels out. */
export function contributionChanges(before: Folded, after: Folded): CellChange[] {
  const was = before.parcel.booking;
  const is = after.parcel.booking;
  const counted = was ? before.delivery.effective : [];
  const counts = is ? after.delivery.effective : [];
  if (was && is && !countsAlike(was, is)) {
    return [
      ...counted.map((fact) => cellOf(fact, was, -1)),
      ...counts.map((fact) => cellOf(fact, is, 1)),
    ];
  }
  const changes: CellChange[] = [];
  if (was) addMissing(changes, counted, counts, was, -1);
  if (is) addMissing(changes, counts, counted, is, 1);
  return changes;
}

function addMissing(
  changes: CellChange[],
  from: readonly Fact[],
  there: readonly Fact[],
  booking: Booking,
  parcels: number,
): void {
  for (let i = 0; i < from.length; i++) {
    const fact = from[i] as Fact;
    if (!hasFact(there, fact, i)) changes.push(cellOf(fact, booking, parcels));
  }
}

/** Both lists are in the same order and mostly equal, so the same index is tried first. */
function hasFact(facts: readonly Fact[], fact: Fact, guess: number): boolean {
  if (facts[guess] === fact) return true;
  for (const other of facts) if (other === fact || isSameScan(other, fact)) return true;
  return false;
}

function countsAlike(a: Booking, b: Booking): boolean {
  return a.direction === b.direction && a.productId === b.productId && a.simulated === b.simulated;
}

function cellOf(fact: Fact, booking: Booking, parcels: number): CellChange {
  return {
    placeCode: fact.placeCode,
    day: dayOf(fact.occurredAt),
    direction: booking.direction,
    productId: booking.productId ?? UNSPECIFIED_PRODUCT,
    kind: fact.kind,
    simulated: booking.simulated,
    parcels,
  };
}
