import { Injectable } from '@nestjs/common';
import type { ParcelSnapshot } from '@youlu/contracts';
import type { Tx } from '@youlu/persistence';
import type { Instant, TrackingNumber } from '@youlu/vocabulary';
import type { StandingChange } from '../../flows/cell-changes';
import { CountParcels } from '../../flows/count-parcels.use-case';
import { isSameStanding, standingOf } from '../../flows/standing';
import { AppendShipmentEvents } from '../../shipment-events/append-shipment-events.use-case';
import type { ShipmentEvent } from '../../shipment-events/shipment-event';
import { CountGroups } from '../count-groups.use-case';
import {
  courseOf,
  type FollowedShipment,
  newestOfEach,
  outcomeOf,
  outcomeToldAgain,
  type ParcelOutcome,
} from './parcel-outcome.projection';
import { ShipmentRepository } from '../shipment.repository';
import { UnbookedParcelRepository } from './unbooked-parcel.repository';

interface Step {
  readonly before: FollowedShipment;
  readonly after: ParcelOutcome;
  readonly parcel: ParcelSnapshot;
}

/**
 * Lets shipments follow their parcels: state, the merchant's events, and what flows and projects
 * count. Each snapshot replaces what the one before left, so repeats and disorder change nothing,
 * and of several of one parcel in a batch only the newest is written. A repeat mends what is kept of
 * it, should that be wrong.
 * Locks go in one order for all writers: shipments by number, cells by key, merchants by id.
 */
@Injectable()
export class FollowParcels {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly unbooked: UnbookedParcelRepository,
    private readonly countGroups: CountGroups,
    private readonly countParcels: CountParcels,
    private readonly appendEvents: AppendShipmentEvents,
  ) {}

  async execute(tx: Tx, parcels: readonly ParcelSnapshot[], now: Instant): Promise<void> {
    const newest = newestOfEach(parcels);
    const locked = await this.shipments.lockMany(tx, [...newest.keys()]);
    const news = locked.flatMap((before): Step[] => {
      const parcel = newest.get(before.trackingNumber);
      const after = parcel && outcomeOf(before, parcel);
      return parcel && after ? [{ before, after, parcel }] : [];
    });
    const steps = [...news, ...(await this.toldAgain(tx, locked, newest))];
    for (const { trackingNumber } of locked) newest.delete(trackingNumber);
    const strangers = await this.keepUnbooked(tx, [...newest.values()]);
    const changed = [...steps.map(({ before }) => before.trackingNumber), ...strangers];
    if (changed.length === 0) return;
    const roots = await this.countGroups.lockRoots(tx, changed);
    const alone = await this.follow(tx, steps, roots);
    const grouped = await this.countGroups.execute(tx, roots.values());
    await this.countParcels.execute(tx, [...alone, ...grouped]);
    await this.appendEvents.execute(tx, steps.flatMap(eventOf), now);
  }

  /** Of snapshots that are known already: what they left and is otherwise by now. Else no query. */
  private async toldAgain(
    tx: Tx,
    locked: readonly FollowedShipment[],
    newest: ReadonlyMap<TrackingNumber, ParcelSnapshot>,
  ): Promise<Step[]> {
    const known = locked.filter(
      ({ trackingNumber, parcelVersion }) => newest.get(trackingNumber)?.version === parcelVersion,
    );
    if (known.length === 0) return [];
    const kept = await this.shipments.findCourses(
      tx,
      known.map(({ trackingNumber }) => trackingNumber),
    );
    return kept.flatMap((before): Step[] => {
      const parcel = newest.get(before.trackingNumber);
      const after = parcel && outcomeToldAgain(before, parcel);
      return parcel && after ? [{ before, after, parcel }] : [];
    });
  }

  private async keepUnbooked(
    tx: Tx,
    parcels: readonly ParcelSnapshot[],
  ): Promise<TrackingNumber[]> {
    return parcels.length === 0 ? [] : this.unbooked.keep(tx, parcels.map(courseOf));
  }

  /** Writes the outcomes; answers what changes in the cells by parcels that stand for themselves. */
  private async follow(
    tx: Tx,
    steps: readonly Step[],
    roots: ReadonlyMap<TrackingNumber, TrackingNumber>,
  ): Promise<StandingChange[]> {
    if (steps.length === 0) return [];
    const changes: StandingChange[] = [];
    const followed = steps.map(({ before, after }) => {
      const standing = roots.has(before.trackingNumber) ? before.standing : standingOf(after);
      if (!isSameStanding(before.standing, standing)) {
        changes.push({ parcel: before, before: before.standing, after: standing });
      }
      return { ...after, standing };
    });
    await this.shipments.follow(tx, followed);
    return changes;
  }
}

/** Nothing for the merchant to hear where the state stayed. */
function eventOf({ before, after, parcel }: Step): ShipmentEvent[] {
  if (before.state === after.state) return [];
  const { merchantId, trackingNumber, readyAt, simulated } = before;
  const occurredAt = parcel.lastFactAt ?? readyAt;
  return [
    {
      merchantId,
      type: 'state-changed',
      trackingNumber,
      state: after.state,
      occurredAt,
      simulated,
    },
  ];
}
