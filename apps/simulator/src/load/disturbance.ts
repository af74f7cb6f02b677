/** Everything that is made to go wrong, and listed in truth.csv. */
export const DISTURBANCE_KINDS = [
  'offline',
  're-sent',
  'out-of-order',
  'wrong-node',
  'unknown-parcel',
  'future',
  'repeated',
  'misdirected',
  'dead-clock',
  'missed-round',
  'parked-village',
  'parked-parcel',
  'two-waybill',
  'relabelled',
  'second-charge',
  'unproven-hand-over',
] as const;
export type DisturbanceKind = (typeof DISTURBANCE_KINDS)[number];

/** Counties that leave a filing out are no disturbance of the post, but explain `unknown`. */
type PlantedKind = DisturbanceKind | 'filing-left-out';

/** What happens to single scans; a scan has at most one of them. Parts of 100,000 scans. */
export const SCAN_DISTURBANCES = [
  ['offline', 5000],
  ['re-sent', 2000],
  ['out-of-order', 3000],
  ['wrong-node', 200],
  ['unknown-parcel', 100],
  ['future', 50],
  ['repeated', 50],
] as const satisfies readonly (readonly [DisturbanceKind, number])[];
export type ScanDisturbance = (typeof SCAN_DISTURBANCES)[number][0];

export interface Planted {
  readonly kind: PlantedKind;
  /** Ids of the thing: a scan, a parcel, a round and its day, a village. */
  readonly key: string;
  readonly place: string;
  /** Business time, as written in the requests. */
  readonly time: string;
  readonly note: string;
}

/** Which of them a draw in [0, 1) names. */
export function scanDisturbanceOf(draw: number): ScanDisturbance | undefined {
  let left = Math.floor(draw * 100_000);
  for (const [kind, parts] of SCAN_DISTURBANCES) {
    left -= parts;
    if (left < 0) return kind;
  }
  return undefined;
}
