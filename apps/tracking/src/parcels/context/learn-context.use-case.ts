import { Injectable } from '@nestjs/common';
import type { ItinerarySnapshot, ShipmentSnapshot } from '@youlu/contracts';
import type { Tx } from '@youlu/persistence';
import { ChangeParcels } from '../change-parcels.use-case';
import { ItineraryRepository } from './itinerary.repository';
import type { Booking, Plan } from '../parcel';

/** Keeps what was promised and what was planned beside the parcel, before or after its scans. */
@Injectable()
export class LearnContext {
  constructor(
    private readonly changeParcels: ChangeParcels,
    private readonly itineraries: ItineraryRepository,
  ) {}

  async booked(tx: Tx, shipments: readonly ShipmentSnapshot[]): Promise<void> {
    await this.changeParcels.execute(
      tx,
      shipments.map((shipment) => ({
        trackingNumber: shipment.trackingNumber,
        booking: bookingOf(shipment),
      })),
    );
  }

  async planned(tx: Tx, itineraries: readonly ItinerarySnapshot[]): Promise<void> {
    await this.changeParcels.execute(
      tx,
      itineraries.map((itinerary) => ({
        trackingNumber: itinerary.trackingNumber,
        plan: planOf(itinerary),
      })),
    );
    await this.itineraries.keep(tx, itineraries);
  }
}

function bookingOf(shipment: ShipmentSnapshot): Booking {
  const { version, productId, direction, originCode, destinationCode, readyAt } = shipment;
  return {
    version,
    productId,
    direction,
    originCode,
    destinationCode,
    readyAt,
    cancelledAt: shipment.state === 'cancelled' ? (shipment.cancelledAt ?? readyAt) : null,
    bookedAt: shipment.recordedAt,
    simulated: shipment.simulated,
  };
}

function planOf({ version, outcome, nodeIds, etaAt }: ItinerarySnapshot): Plan {
  return { version, nodeIds: outcome === 'planned' ? nodeIds : [], etaAt };
}
