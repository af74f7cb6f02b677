import type { ItinerarySnapshot, ScanRow, ShipmentSnapshot } from '@youlu/contracts';
import type { ParcelState, Verdict } from '@youlu/vocabulary';

/** One thing told about a parcel, as often as it was told. */
export interface Piece {
  readonly trackingNumber: string;
  readonly scan?: ScanRow;
  readonly shipment?: ShipmentSnapshot;
  readonly itinerary?: ItinerarySnapshot;
  /** The scanId that a correction withdraws. */
  readonly correction?: string;
  /** When the correction was noted, where that matters. */
  readonly correctedAt?: number;
}

export interface ExpectedParcel {
  readonly state: ParcelState;
  readonly misdirected: boolean;
  readonly last: { at: number; nodeId: string; placeCode: string } | null;
  readonly scans: readonly (ScanRow & { readonly verdict: Verdict })[];
  /** place|day|direction|product|kind|simulated, once for each fact that counts. */
  readonly cells: readonly string[];
}

export interface ExpectedTracking {
  readonly parcels: Map<string, ExpectedParcel>;
  readonly cells: Map<string, number>;
}

export function expectedTracking(journal: Iterable<Piece>): ExpectedTracking;
export function differencesOfTracking(
  journal: Iterable<Piece>,
  query: (sql: string) => Promise<readonly Record<string, unknown>[]>,
  expected?: ExpectedTracking,
): Promise<string[]>;
