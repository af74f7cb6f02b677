import type { ParcelSnapshot } from '@youlu/contracts';
import type { Day, ParcelState, TrackingNumber } from '@youlu/vocabulary';
import { standingOf } from '../flows/flow-cell';
import { type Shipment, shipmentState } from './shipment';

/** What the last snapshot of its parcel left of a shipment; the next one replaces all of it. */
export interface ParcelOutcome {
  readonly trackingNumber: TrackingNumber;
  readonly parcelVersion: number;
  readonly state: ParcelState;
  /** The official day it was first accepted; null until then. */
  readonly acceptedDay: Day | null;
  /** Whether projects count it. */
  readonly counted: boolean;
}

/** A booking, and what was last known of its parcel. */
export type FollowedShipment = Shipment & ParcelOutcome;

/** Undefined for a snapshot no newer than what is stored. */
export function outcomeOf(
  shipment: FollowedShipment,
  parcel: ParcelSnapshot,
): ParcelOutcome | undefined {
  if (parcel.version <= shipment.parcelVersion) return undefined;
  return {
    trackingNumber: shipment.trackingNumber,
    parcelVersion: parcel.version,
    state: shipmentState(shipment.cancelledAt, parcel.state),
    ...standingOf(parcel),
  };
}

/** The newest snapshot of each parcel: a batch may bring several. */
export function newestOfEach(parcels: readonly ParcelSnapshot[]): Map<string, ParcelSnapshot> {
  const newest = new Map<string, ParcelSnapshot>();
  for (const parcel of parcels) {
    const other = newest.get(parcel.trackingNumber);
    if (other === undefined || other.version < parcel.version) {
      newest.set(parcel.trackingNumber, parcel);
    }
  }
  return newest;
}
