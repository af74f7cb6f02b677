import type { ShipmentSnapshot } from '@youlu/contracts';
import type { Shipment } from './shipment';

/** What the other services are told of a booking; they learn what became of it from the scans. */
export function snapshotOf(shipment: Shipment): ShipmentSnapshot {
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
  };
}
