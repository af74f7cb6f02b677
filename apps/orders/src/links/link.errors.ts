import { DomainError } from '@youlu/vocabulary';
import { NUMBERS_OF_A_PARCEL_MAX } from './link';

export class LinkToItself extends DomainError {
  readonly code = 'orders.link.to-itself';
  readonly kind = 'conflict';

  constructor(trackingNumber: string) {
    super(
      `${trackingNumber} 不能与自身关联。${trackingNumber} cannot be linked to itself. Send the other number of the parcel.`,
      'linkedTrackingNumber',
    );
  }
}

export class LinkCircle extends DomainError {
  readonly code = 'orders.link.circle';
  readonly kind = 'conflict';

  constructor(linked: string, principal: string) {
    super(
      `${linked} 已是 ${principal} 的主单号。${linked} already stands above ${principal}: one parcel has one principal. ` +
        'Link the other way round, or leave it: they count as one already.',
      'linkedTrackingNumber',
    );
  }
}

export class LinkedOtherwise extends DomainError {
  readonly code = 'orders.link.differs';
  readonly kind = 'conflict';

  constructor(linked: string, principal: string) {
    super(
      `${linked} 已有不同的关联。${linked} is linked already, to ${principal}, or with another relation or time. ` +
        `GET /v1/shipments/${principal}/links shows it; a number has one principal.`,
      'linkedTrackingNumber',
    );
  }
}

export class TooManyNumbers extends DomainError {
  readonly code = 'orders.link.too-many';
  readonly kind = 'conflict';

  constructor(principal: string) {
    super(
      `${principal} 一件邮件的关联单号过多（上限 ${NUMBERS_OF_A_PARCEL_MAX} 个）。${principal} and this number would be one parcel with more than ${NUMBERS_OF_A_PARCEL_MAX} numbers. ` +
        'Look whether several parcels were linked to one number by mistake.',
      'linkedTrackingNumber',
    );
  }
}

export class ImplausibleLinkedAt extends DomainError {
  readonly code = 'orders.link.time-implausible';
  readonly kind = 'invalid';

  constructor() {
    super(
      '关联时间有误。linkedAt lies before 2000 or after 2099. Send when they were linked.',
      'linkedAt',
    );
  }
}
