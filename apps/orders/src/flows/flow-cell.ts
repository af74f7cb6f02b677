import {
  type Day,
  dayOf,
  type Direction,
  fnv1a32,
  type Instant,
  type ParcelState,
} from '@youlu/vocabulary';

/** What a parcel without a product is counted under. */
const UNSPECIFIED_PRODUCT = 'unspecified';

/**
 * Parcels are spread over this many rows per cell, by a hash of their number and never by the
 * partition they came from: two writers then rarely wait for one row, and a replay finds its own.
 */
const BUCKETS = 16;

/** What a parcel contributes, which follows from its booking and the first time it was accepted. */
export interface Standing {
  /** The official day of the first effective acceptance; null while there is none. */
  readonly acceptedDay: Day | null;
  /** Whether a project counts it: accepted, and not sent back before it left. */
  readonly counted: boolean;
}

export const NOT_ACCEPTED: Standing = { acceptedDay: null, counted: false };

interface FlowCell {
  readonly day: Day;
  readonly product: string;
  readonly originCounty: string;
  readonly destination: string;
  readonly direction: Direction;
  readonly simulated: boolean;
  readonly bucket: number;
}

/** A cell's change: parcels that moved, and those of them that projects count. */
export interface CellChange extends FlowCell {
  readonly parcels: number;
  readonly counted: number;
}

export interface FlowingParcel {
  readonly trackingNumber: string;
  readonly productId: string | null;
  readonly originCode: string;
  readonly destinationCode: string;
  readonly direction: Direction;
  readonly simulated: boolean;
}

/**
 * Where a parcel stands in the count. Cancelled ones have no effective acceptance by definition of
 * the state, so they need no rule of their own.
 */
export function standingOf(parcel: {
  state: ParcelState;
  acceptedAt: Instant | null;
  departedAt: Instant | null;
}): Standing {
  if (parcel.acceptedAt === null) return NOT_ACCEPTED;
  const sentBack = parcel.state === 'returning' || parcel.state === 'returned';
  return {
    acceptedDay: dayOf(parcel.acceptedAt),
    counted: !(sentBack && parcel.departedAt === null),
  };
}

/** The one cell a parcel is in; none before it is accepted. */
export function cellOf(parcel: FlowingParcel, standing: Standing): CellChange | undefined {
  if (standing.acceptedDay === null) return undefined;
  return {
    day: standing.acceptedDay,
    product: parcel.productId ?? UNSPECIFIED_PRODUCT,
    originCounty: parcel.originCode.slice(0, 6),
    destination: parcel.destinationCode.slice(0, parcel.direction === 'outbound' ? 2 : 6),
    direction: parcel.direction,
    simulated: parcel.simulated,
    bucket: fnv1a32(parcel.trackingNumber) % BUCKETS,
    parcels: 1,
    counted: standing.counted ? 1 : 0,
  };
}

/** One parcel whose standing was replaced. */
export interface StandingChange {
  readonly parcel: FlowingParcel;
  readonly before: Standing;
  readonly after: Standing;
}

/**
 * What replacing those standings does to the cells: after minus before, summed per cell, unchanged
 * cells left out, in the order of their keys, so that two writers never lock them crosswise.
 */
export function cellChanges(changes: readonly StandingChange[]): CellChange[] {
  const sums = new Map<string, CellChange>();
  const add = (cell: CellChange | undefined, sign: 1 | -1): void => {
    if (cell === undefined) return;
    const key = keyOf(cell);
    const sum = sums.get(key);
    sums.set(key, {
      ...cell,
      parcels: (sum?.parcels ?? 0) + sign * cell.parcels,
      counted: (sum?.counted ?? 0) + sign * cell.counted,
    });
  };
  for (const { parcel, before, after } of changes) {
    add(cellOf(parcel, before), -1);
    add(cellOf(parcel, after), 1);
  }
  return [...sums.entries()]
    .filter(([, change]) => change.parcels !== 0 || change.counted !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, change]) => change);
}

function keyOf(cell: FlowCell): string {
  const { day, product, originCounty, destination, direction, simulated, bucket } = cell;
  return [day, product, originCounty, destination, direction, simulated, bucket].join('|');
}
