import type { ShipmentSnapshot } from '@youlu/contracts';
import type { Instant } from '@youlu/vocabulary';
import type { Shipment } from './shipment';

/** What the other services are told of a booking noted at `recordedAt`; they learn what became of it from the scans. */
export function snapshotOf(shipment: Shipment, recordedAt: Instant): ShipmentSnapshot {
  return {
    trackingNumber: shipment.trackingNumber,
    version: shipment.version,
    state: shipment.cancelledAt === null ? 'booked' : 'cancelled',
    merchantId: shipment.merchantId,
    productId: shipment.productId,
    direction: shipment.direction,
    originCode: shipment.originCode,
    destinationCode: shipment.destinationCode,
    weightGrams: shipment.weightGrams,
    readyAt: shipment.readyAt,
    cancelledAt: shipment.cancelledAt,
    simulated: shipment.simulated,
    recordedAt,
  };
}
