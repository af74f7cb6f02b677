import { Injectable } from '@nestjs/common';
import type { ParcelSnapshot } from '@youlu/contracts';
import type { Tx } from '@youlu/persistence';
import type { Instant } from '@youlu/vocabulary';
import { CountFlows } from '../flows/count-flows.use-case';
import { AppendShipmentEvents } from '../shipment-events/append-shipment-events.use-case';
import type { ShipmentEvent } from '../shipment-events/shipment-event';
import {
  type FollowedShipment,
  newestOfEach,
  outcomeOf,
  type ParcelOutcome,
} from './parcel-outcome.projection';
import { ShipmentRepository } from './shipment.repository';

interface Step {
  readonly before: FollowedShipment;
  readonly after: ParcelOutcome;
  readonly parcel: ParcelSnapshot;
}

/**
 * Lets shipments follow their parcels: state, the merchant's events, and what flows and projects
 * count. Each snapshot replaces what the one before left, so repeats and disorder change nothing.
 * Locks go in one order for all writers: shipments by number, cells by key, merchants by id.
 */
@Injectable()
export class FollowParcels {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly countFlows: CountFlows,
    private readonly appendEvents: AppendShipmentEvents,
  ) {}

  async execute(tx: Tx, parcels: readonly ParcelSnapshot[], now: Instant): Promise<void> {
    const newest = newestOfEach(parcels);
    const locked = await this.shipments.lockMany(tx, [...newest.keys()]);
    const steps = locked.flatMap((before): Step[] => {
      const parcel = newest.get(before.trackingNumber);
      const after = parcel && outcomeOf(before, parcel);
      return parcel && after ? [{ before, after, parcel }] : [];
    });
    if (steps.length === 0) return;
    await this.shipments.follow(
      tx,
      steps.map(({ after }) => after),
    );
    await this.countFlows.execute(
      tx,
      steps.map(({ before, after }) => ({ parcel: before, before, after })),
    );
    await this.appendEvents.execute(tx, steps.flatMap(eventOf), now);
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
