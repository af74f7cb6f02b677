import type { Direction, Instant, TrackingNumber } from '@youlu/vocabulary';
import type { Fact, Scan } from './fold/fact';
import { type Intake, takeIn } from './known-scans';

/** What was promised: the shipment as orders last told it. */
export interface Booking {
  readonly version: number;
  readonly productId: string | null;
  readonly direction: Direction;
  readonly originCode: string;
  readonly destinationCode: string;
  readonly readyAt: Instant;
  /** Null unless the merchant called it off. */
  readonly cancelledAt: Instant | null;
  /** When the first word of it was noted; undefined where orders did not say. */
  readonly bookedAt?: Instant | undefined;
  readonly simulated: boolean;
}

/** What was planned: the itinerary as routing last told it. */
export interface Plan {
  readonly version: number;
  /** Nodes in order; empty when there is no way, which is no plan to stray from. */
  readonly nodeIds: readonly string[];
  readonly etaAt: Instant | null;
}

/** A correction in force: every version of this scan is withdrawn. */
export interface Withdrawal {
  readonly scanId: string;
  readonly withdrawnAt: Instant;
}

/** Promise, plan and what happened; everything else about a parcel is derived from these. */
export interface Parcel {
  readonly trackingNumber: TrackingNumber;
  readonly booking: Booking | undefined;
  readonly plan: Plan | undefined;
  readonly withdrawals: readonly Withdrawal[];
  /** In canonical order. */
  readonly facts: readonly Fact[];
}

/** News about one parcel, from a scan, a booking, an itinerary or a correction. */
export interface ParcelNews {
  readonly trackingNumber: TrackingNumber;
  readonly scans?: readonly Scan[];
  readonly booking?: Booking;
  readonly plan?: Plan;
  readonly withdrawal?: Withdrawal;
}

/** A parcel after news, and what was new in them. */
export interface Learned extends Pick<Intake, 'added' | 'earlier' | 'resent'> {
  readonly parcel: Parcel;
  readonly contextChanged: boolean;
}

export function unheardOf(trackingNumber: TrackingNumber): Parcel {
  return { trackingNumber, booking: undefined, plan: undefined, withdrawals: [], facts: [] };
}

/**
 * A parcel that has heard all of some news, in whatever order and however often.
 * Bookings and plans keep their highest version; a scan is withdrawn once, as early as it was said.
 */
export function learn(parcel: Parcel, news: readonly ParcelNews[]): Learned {
  let { booking, plan, withdrawals } = parcel;
  const scans: Scan[] = [];
  for (const piece of news) {
    if (piece.scans) for (const scan of piece.scans) scans.push(scan);
    if (piece.booking) booking = booked(booking, piece.booking);
    if (piece.plan) plan = newer(plan, piece.plan);
    if (piece.withdrawal) withdrawals = withdraw(withdrawals, piece.withdrawal);
  }
  const { facts, added, earlier, resent } = takeIn(parcel.facts, scans);
  const contextChanged =
    booking !== parcel.booking || plan !== parcel.plan || withdrawals !== parcel.withdrawals;
  const trackingNumber = parcel.trackingNumber;
  return {
    parcel: { trackingNumber, booking, plan, withdrawals, facts },
    added,
    earlier,
    resent,
    contextChanged,
  };
}

function newer<T extends { version: number }>(known: T | undefined, told: T): T {
  return known && known.version >= told.version ? known : told;
}

/** The newest version, booked when the earliest of those heard was noted, whichever came first. */
function booked(known: Booking | undefined, told: Booking): Booking {
  if (!known) return told;
  const newest = newer(known, told);
  const earliest = Math.min(known.bookedAt ?? Infinity, told.bookedAt ?? Infinity);
  const bookedAt = earliest === Infinity ? undefined : earliest;
  return newest.bookedAt === bookedAt ? newest : { ...newest, bookedAt };
}

function withdraw(known: readonly Withdrawal[], told: Withdrawal): readonly Withdrawal[] {
  const same = known.find((w) => w.scanId === told.scanId);
  if (same && same.withdrawnAt <= told.withdrawnAt) return known;
  return [...known.filter((w) => w !== same), told].sort((a, b) => (a.scanId < b.scanId ? -1 : 1));
}
