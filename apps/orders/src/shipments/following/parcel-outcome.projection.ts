import type { ParcelSnapshot, SnapshotFact } from '@youlu/contracts';
import type { ParcelCourse, Standing } from '../../flows/standing';
import { type Shipment, shipmentState } from '../shipment';

/** What the last snapshot left of a parcel, booked here or not; the next one replaces all of it. */
export interface ParcelOutcome extends ParcelCourse {
  readonly parcelVersion: number;
}

/** What following a parcel needs of its booking, and what it contributes to the cells. */
export interface FollowedShipment extends Omit<Shipment, 'weightGrams' | 'version'> {
  readonly parcelVersion: number;
  readonly standing: Standing;
}

/** Undefined for a snapshot no newer than what is stored; see `outcomeToldAgain`. */
export function outcomeOf(
  shipment: Pick<FollowedShipment, 'parcelVersion' | 'cancelledAt'>,
  parcel: ParcelSnapshot,
): ParcelOutcome | undefined {
  if (parcel.version <= shipment.parcelVersion) return undefined;
  return { ...courseOf(parcel), state: shipmentState(shipment.cancelledAt, parcel.state) };
}

/**
 * A snapshot told again may find what it left otherwise, by somebody's hand or a fault of ours: then
 * it is written once more. Undefined where nothing differs, or another version is kept.
 */
export function outcomeToldAgain(
  kept: ParcelOutcome & Pick<FollowedShipment, 'cancelledAt'>,
  parcel: ParcelSnapshot,
): ParcelOutcome | undefined {
  if (parcel.version !== kept.parcelVersion) return undefined;
  const told = { ...courseOf(parcel), state: shipmentState(kept.cancelledAt, parcel.state) };
  return isSameCourse(kept, told) ? undefined : told;
}

function isSameCourse(a: ParcelCourse, b: ParcelCourse): boolean {
  return (
    a.state === b.state &&
    a.acceptedAt === b.acceptedAt &&
    a.acceptedPlace === b.acceptedPlace &&
    a.departed === b.departed
  );
}

/** Of a parcel that nobody booked here. */
export function courseOf(parcel: ParcelSnapshot): ParcelOutcome {
  return {
    trackingNumber: parcel.trackingNumber,
    parcelVersion: parcel.version,
    state: parcel.state,
    acceptedAt: parcel.acceptedAt,
    acceptedPlace: parcel.facts.find((fact) => isFirstAcceptance(fact, parcel))?.placeCode ?? null,
    departed: parcel.departedAt !== null,
  };
}

/** Not `withdrawn`, `conflicting` and the like: those moved nothing. */
const EFFECTIVE: ReadonlySet<string> = new Set(['ok', 'off-plan', 'unknown-parcel']);

function isFirstAcceptance(fact: SnapshotFact, { acceptedAt }: ParcelSnapshot): boolean {
  const { kind, occurredAt, verdict } = fact;
  return kind === 'accepted' && occurredAt === acceptedAt && EFFECTIVE.has(verdict);
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
