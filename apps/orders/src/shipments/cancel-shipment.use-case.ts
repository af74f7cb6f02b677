import { Injectable } from '@nestjs/common';
import { ShipmentsChanged } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import type { Tx } from '@youlu/persistence';
import { assertUnreachable, type Instant, type TrackingNumber } from '@youlu/vocabulary';
import { AppendShipmentEvents } from '../shipment-events/append-shipment-events.use-case';
import { isPlausible, judgeCancellation, type Shipment } from './shipment';
import { snapshotOf } from './shipment-snapshot.projection';
import {
  CancelledOtherwise,
  ImplausibleCancelledAt,
  ShipmentUnderWay,
  UnknownShipment,
} from './shipment.errors';
import { ShipmentRepository } from './shipment.repository';

/** Calls a shipment off, as long as nobody has accepted the parcel. */
@Injectable()
export class CancelShipment {
  constructor(
    private readonly shipments: ShipmentRepository,
    private readonly appendEvents: AppendShipmentEvents,
    private readonly outbox: Outbox,
  ) {}

  /** @throws ImplausibleCancelledAt, UnknownShipment, ShipmentUnderWay, CancelledOtherwise */
  async execute(
    tx: Tx,
    trackingNumber: TrackingNumber,
    cancelledAt: Instant,
    now: Instant,
  ): Promise<Shipment> {
    if (!isPlausible(cancelledAt)) throw new ImplausibleCancelledAt();
    const shipment = await this.shipments.lockOne(tx, trackingNumber);
    if (shipment === undefined) throw new UnknownShipment(trackingNumber);
    const decision = judgeCancellation(shipment, cancelledAt);
    switch (decision) {
      case 'cancel':
        return this.cancel(tx, shipment, cancelledAt, now);
      case 'cancelled-already':
        return shipment;
      case 'under-way':
        throw new ShipmentUnderWay(trackingNumber, shipment.state);
      case 'differs':
        throw new CancelledOtherwise(trackingNumber);
      default:
        return assertUnreachable(decision);
    }
  }

  private async cancel(
    tx: Tx,
    shipment: Shipment,
    cancelledAt: Instant,
    now: Instant,
  ): Promise<Shipment> {
    const cancelled: Shipment = {
      ...shipment,
      cancelledAt,
      state: 'cancelled',
      version: shipment.version + 1,
    };
    await this.shipments.cancel(tx, cancelled);
    await this.outbox.add(tx, ShipmentsChanged, [snapshotOf(cancelled, now)]);
    const event = { ...cancelled, type: 'cancelled', occurredAt: cancelledAt } as const;
    await this.appendEvents.execute(tx, [event], now);
    return cancelled;
  }
}
