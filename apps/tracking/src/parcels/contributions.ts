import { type Day, type Direction, type ScanKind, dayOf, fnv1a32, mix32 } from '@youlu/vocabulary';
import type { Delivery } from './delivery';
import { type Fact, isSameScan } from './fact';
import type { Booking, Parcel } from './parcel';

/** What a parcel without a product counts as. */
const UNSPECIFIED_PRODUCT = 'unspecified';
/** Fixed for ever: the bucket of a parcel is part of the key of its cells. */
const BUCKETS = 64;

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

/** Spreads the parcels of a busy cell over rows, so that writers rarely wait for each other. */
export function bucketOf(trackingNumber: string): number {
  return mix32(fnv1a32(trackingNumber)) % BUCKETS;
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
  if (was) for (const fact of missing(counted, counts)) changes.push(cellOf(fact, was, -1));
  if (is) for (const fact of missing(counts, counted)) changes.push(cellOf(fact, is, 1));
  return changes;
}

function missing(from: readonly Fact[], there: readonly Fact[]): Fact[] {
  return from.filter((fact, i) => !hasFact(there, fact, i));
}

/** Both lists are in the same order and mostly equal, so the same index is tried first. */
function hasFact(facts: readonly Fact[], fact: Fact, guess: number): boolean {
  const there = facts[guess];
  if (there === fact) return true;
  return facts.some((other) => other === fact || isSameScan(other, fact));
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
