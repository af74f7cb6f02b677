import { DomainError, type ParcelState } from '@youlu/vocabulary';

export class UnknownShipment extends DomainError {
  readonly code = 'orders.shipment.unknown';
  readonly kind = 'not-found';

  constructor(trackingNumber: string) {
    super(`No shipment ${trackingNumber} is booked. Book it with POST /v1/shipments.`);
  }
}

export class ShipmentUnderWay extends DomainError {
  readonly code = 'orders.shipment.under-way';
  readonly kind = 'conflict';

  constructor(trackingNumber: string, state: ParcelState) {
    super(
      `Shipment ${trackingNumber} is ${state}: it can be cancelled only before it is accepted. ` +
        'Ask the carrier to return it.',
    );
  }
}

export class CancelledOtherwise extends DomainError {
  readonly code = 'orders.shipment.cancelled-otherwise';
  readonly kind = 'conflict';

  constructor(trackingNumber: string) {
    super(
      `Shipment ${trackingNumber} is cancelled with another cancelledAt. GET it to see which.`,
      'cancelledAt',
    );
  }
}
