import type { ParcelState } from '@youlu/vocabulary';

/** What an operator should look at. */
export const EXCEPTION_KINDS = [
  'missed-round',
  'stuck',
  'misdirected',
  'parked-at-township',
] as const;
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number];

/** Days that end on asOf in which a missed round or a parked parcel is still worth looking at. */
export const WINDOW_DAYS = 28;

/**
 * Hours after which a parcel that has not moved is stuck, by state; null where it may rest for ever.
 * Remote townships are served once a week, so a week between two scans is no alarm there.
 */
export const STUCK_AFTER_HOURS: Readonly<Record<ParcelState, number | null>> = {
  unknown: null,
  booked: 168,
  cancelled: null,
  accepted: 48,
  'in-transit': 192,
  arrived: 192,
  'out-for-delivery': 48,
  delivered: null,
  'held-at-station': 168,
  'in-locker': 72,
  attempted: 72,
  returning: 336,
  returned: null,
  lost: null,
};

/** How long a stuck parcel has not moved, in whole days: each begins where the one before ends. */
export const STUCK_AGES = [
  { name: 'under7Days', daysMin: 0 },
  { name: 'days7To13', daysMin: 7 },
  { name: 'days14To27', daysMin: 14 },
  { name: 'days28AndMore', daysMin: 28 },
] as const;
export type StuckAge = (typeof STUCK_AGES)[number]['name'];

/** States in which a parcel has come to rest outside its village, if that is where it is. */
export const PARKED_STATES: readonly ParcelState[] = ['delivered', 'held-at-station', 'in-locker'];

/**
 * What to do about each kind. Whether a parcel rests in its village is told by the codes as they were
 * written: tracking keeps no register and no lineage, so a recoded village looks like another place.
 */
export const WHAT_TO_DO: Readonly<Record<ExceptionKind, string>> = {
  'missed-round':
    'Ask the station why nobody came, and visit the village on the next scheduled day.',
  stuck: 'Look for the parcel at the node that scanned it last, then scan it or report it lost.',
  misdirected: 'Send the parcel back onto its plan from the node that scanned it last.',
  'parked-at-township':
    '把快件送到收件村，或登记在别处交付的原因；地点按所写代码比较，不追溯区划代码变更 · Bring the parcel to the village it is addressed to, or record why it was handed over elsewhere. Places are compared by their codes as written: a recoded village looks like another one here.',
};
