import type { ParcelState, ScanKind } from '@youlu/vocabulary';

/** Where a parcel stands by its effective facts; `untouched` before the first. */
export type FoldState = Exclude<ParcelState, 'unknown' | 'booked' | 'cancelled'> | 'untouched';

type Moves = Readonly<Record<ScanKind, FoldState | null>>;

/** Where each kind leads from a state that allows everything. */
const anyMove: Moves = {
  accepted: 'accepted',
  departed: 'in-transit',
  arrived: 'arrived',
  'out-for-delivery': 'out-for-delivery',
  delivered: 'delivered',
  'held-at-station': 'held-at-station',
  'in-locker': 'in-locker',
  attempted: 'attempted',
  returning: 'returning',
  returned: 'returned',
  lost: 'lost',
};

const noMove: Moves = {
  accepted: null,
  departed: null,
  arrived: null,
  'out-for-delivery': null,
  delivered: null,
  'held-at-station': null,
  'in-locker': null,
  attempted: null,
  returning: null,
  returned: null,
  lost: null,
};

/**
 * The whole machine, as data: state × kind → state, null where there is no move.
 *
 * Scans get lost in the field, so a missing step is no reason to disbelieve the next one: only what
 * contradicts an ending is refused. A delivered parcel can still be sent back; a returned one is done;
 * a lost one can be found again. On its way back a parcel departs and arrives without ceasing to return.
 */
const TRANSITIONS: Readonly<Record<FoldState, Moves>> = {
  untouched: anyMove,
  accepted: anyMove,
  'in-transit': anyMove,
  arrived: anyMove,
  'out-for-delivery': anyMove,
  'held-at-station': anyMove,
  'in-locker': anyMove,
  attempted: anyMove,
  returning: { ...anyMove, departed: 'returning', arrived: 'returning' },
  delivered: { ...noMove, returning: 'returning', returned: 'returned' },
  returned: noMove,
  lost: anyMove,
};

/** The state a fact of this kind leads to; null if the parcel cannot have done that. */
export function move(from: FoldState, kind: ScanKind): FoldState | null {
  return TRANSITIONS[from][kind];
}
