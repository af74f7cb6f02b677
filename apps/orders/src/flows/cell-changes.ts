import { type Direction, fnv1a32 } from '@youlu/vocabulary';
import type { Standing } from './standing';

/** What of a booking decides the cells its parcel is in. */
export interface CountedParcel {
  readonly trackingNumber: string;
  readonly productId: string | null;
  readonly originCode: string;
  readonly destinationCode: string;
  /** Where the goods were made; null: where they are sent from. */
  readonly producedInCode: string | null;
  readonly direction: Direction;
  readonly simulated: boolean;
}

/** One parcel whose standing was replaced. */
export interface StandingChange {
  readonly parcel: CountedParcel;
  readonly before: Standing;
  readonly after: Standing;
}

/** A cell's key, a value a column, and how many parcels it gains. */
export interface CellChange<Cell> {
  readonly cell: Cell;
  readonly parcels: number;
}

/**
 * Parcels are spread over this many rows per cell, by a hash of their number and never by the
 * partition they came from: two writers then rarely wait for one row, and a replay finds its own.
 */
const BUCKETS = 16;

export function bucketOf(trackingNumber: string): number {
  return fnv1a32(trackingNumber) % BUCKETS;
}

/**
 * What replacing those standings does to the cells: after minus before, summed per cell, unchanged
 * cells left out, in the order of their keys, so that two writers never lock them crosswise.
 */
export function cellChanges<Cell extends object>(
  changes: readonly StandingChange[],
  cellOf: (parcel: CountedParcel, standing: Standing) => Cell | undefined,
): CellChange<Cell>[] {
  const sums = new Map<string, CellChange<Cell>>();
  const add = (cell: Cell | undefined, sign: 1 | -1): void => {
    if (cell === undefined) return;
    const key = Object.values(cell).join('|');
    sums.set(key, { cell, parcels: (sums.get(key)?.parcels ?? 0) + sign });
  };
  for (const { parcel, before, after } of changes) {
    add(cellOf(parcel, before), -1);
    add(cellOf(parcel, after), 1);
  }
  return [...sums.entries()]
    .filter(([, { parcels }]) => parcels !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, change]) => change);
}
