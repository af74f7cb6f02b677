import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { TrackingNumber } from '@youlu/vocabulary';
import type { StandingChange } from '../flows/cell-changes';
import { isSameStanding, NOT_ACCEPTED, standingOf } from '../flows/standing';
import { LinkedGroups } from '../links/linked-groups.query';
import type { FollowedShipment, ParcelOutcome } from './following/parcel-outcome.projection';
import { ShipmentRepository } from './shipment.repository';
import { UnbookedParcelRepository } from './following/unbooked-parcel.repository';

/** Every try waits for one more merge of groups to end; more than a few at once is a fault. */
const TRIES_MAX = 8;

/**
 * Counts linked groups anew: the standing of each root follows from all parcels of its group, and
 * the others stand for nothing. Whoever changes a member locks its root, so that two who change
 * different members see each other's work; the members themselves are only read here. A root may be
 * locked after a higher number: such a deadlock is run again.
 */
@Injectable()
export class CountGroups {
  constructor(
    private readonly links: LinkedGroups,
    private readonly shipments: ShipmentRepository,
    private readonly unbooked: UnbookedParcelRepository,
  ) {}

  /** Which of these numbers are in groups, and the root of each; the roots are locked. */
  async lockRoots(
    tx: Tx,
    numbers: readonly TrackingNumber[],
  ): Promise<Map<TrackingNumber, TrackingNumber>> {
    let roots = await this.links.rootsOf(tx, numbers);
    for (let tries = 0; roots.size > 0; tries++) {
      if (tries === TRIES_MAX) throw new Error('Groups of linked parcels keep being merged');
      await this.shipments.lockMany(tx, [...new Set(roots.values())]);
      const again = await this.links.rootsOf(tx, numbers); // while waiting, a group may have moved
      if ([...again].every(([number, root]) => roots.get(number) === root)) break;
      roots = again;
    }
    return roots;
  }

  /** What changes in the cells; already written to the shipments. */
  async execute(tx: Tx, roots: Iterable<TrackingNumber>): Promise<StandingChange[]> {
    const asked = [...new Set(roots)];
    if (asked.length === 0) return [];
    const members = await this.links.membersOf(tx, asked);
    const numbers = [...asked, ...[...members.values()].flat()];
    const booked = await this.shipments.findCourses(tx, numbers);
    const courses = newestOf([...booked, ...(await this.unbooked.findMany(tx, numbers))]);
    const changes = booked.flatMap((shipment): StandingChange[] => {
      const after = this.standing(shipment, members, courses);
      const before = shipment.standing;
      return isSameStanding(before, after) ? [] : [{ parcel: shipment, before, after }];
    });
    if (changes.length > 0) {
      const standings = changes.map(({ parcel: { trackingNumber }, after }) => ({
        trackingNumber,
        standing: after,
      }));
      await this.shipments.stand(tx, standings);
    }
    return changes;
  }

  private standing(
    { trackingNumber }: FollowedShipment,
    members: ReadonlyMap<TrackingNumber, TrackingNumber[]>,
    courses: ReadonlyMap<TrackingNumber, ParcelOutcome>,
  ): StandingChange['after'] {
    const linked = members.get(trackingNumber);
    const principal = courses.get(trackingNumber);
    if (linked === undefined || principal === undefined) return NOT_ACCEPTED;
    return standingOf(
      principal,
      linked.flatMap((number) => courses.get(number) ?? []),
    );
  }
}

/** A number can be known twice, from before it was booked and after: the newer word holds. */
function newestOf(outcomes: readonly ParcelOutcome[]): Map<TrackingNumber, ParcelOutcome> {
  const newest = new Map<TrackingNumber, ParcelOutcome>();
  for (const outcome of outcomes) {
    const other = newest.get(outcome.trackingNumber);
    if (other === undefined || other.parcelVersion < outcome.parcelVersion) {
      newest.set(outcome.trackingNumber, outcome);
    }
  }
  return newest;
}
