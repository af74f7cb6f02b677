import { DomainError, type ErrorKind, joinZhEn, type ParcelState } from '@youlu/vocabulary';
import type { BookingRefusal } from './booking/booking';

export class UnknownShipment extends DomainError {
  readonly code = 'orders.shipment.unknown';
  readonly kind = 'not-found';

  constructor(trackingNumber: string) {
    super(
      `没有单号为 ${trackingNumber} 的寄件。No shipment ${trackingNumber} is booked. Book it with POST /v1/shipments.`,
    );
  }
}

export class ShipmentUnderWay extends DomainError {
  readonly code = 'orders.shipment.under-way';
  readonly kind = 'conflict';

  constructor(trackingNumber: string, state: ParcelState) {
    super(
      `寄件 ${trackingNumber} 已在途，揽收前方可取消。Shipment ${trackingNumber} is ${state}: it can be cancelled only before it is accepted. ` +
        'Ask the carrier to return it.',
    );
  }
}

export class ImplausibleCancelledAt extends DomainError {
  readonly code = 'orders.shipment.time-implausible';
  readonly kind = 'invalid';

  constructor() {
    super(
      '取消时间有误。cancelledAt lies before 2000 or after 2099. Send when it was called off.',
      'cancelledAt',
    );
  }
}

export class CancelledOtherwise extends DomainError {
  readonly code = 'orders.shipment.cancelled-otherwise';
  readonly kind = 'conflict';

  constructor(trackingNumber: string) {
    super(
      `寄件 ${trackingNumber} 已取消，取消时间不同。Shipment ${trackingNumber} is cancelled with another cancelledAt. GET it to see which.`,
      'cancelledAt',
    );
  }
}

/** A refused booking on its own, where a batch would answer the row. */
export class BookingRefused extends DomainError {
  readonly code: string;
  readonly kind: ErrorKind;

  constructor(refusal: BookingRefusal) {
    super(`寄件未受理：${joinZhEn(refusal.reason, refusal.fix)}`, refusal.field);
    this.code = `orders.shipment.${refusal.code}`;
    this.kind = refusal.code === 'booked-otherwise' ? 'conflict' : 'invalid';
  }
}
