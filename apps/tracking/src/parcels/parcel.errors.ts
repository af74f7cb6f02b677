import { DomainError } from '@youlu/vocabulary';
import { FACTS_OF_A_PARCEL_MAX } from './fold/fact';

export class UnknownParcel extends DomainError {
  readonly code = 'tracking.parcel.unknown';
  readonly kind = 'not-found';

  constructor(trackingNumber: string) {
    super(
      `没有 ${trackingNumber} 的寄件、计划或扫描记录。No booking, plan or scan of ${trackingNumber} has arrived. Check the number on the label; a new booking takes a moment.`,
      'trackingNumber',
    );
  }
}

export class TooManyFacts extends DomainError {
  readonly code = 'tracking.parcel.too-many-facts';
  readonly kind = 'invalid';

  constructor(trackingNumber: string) {
    super(
      `邮件 ${trackingNumber} 的扫描已达 ${FACTS_OF_A_PARCEL_MAX} 条上限。Parcel ${trackingNumber} already has ${FACTS_OF_A_PARCEL_MAX} scans. Find the device that repeats itself; this scan is parked.`,
      'trackingNumber',
    );
  }
}

export class CorrectionDiffers extends DomainError {
  readonly code = 'tracking.correction.differs';
  readonly kind = 'conflict';

  constructor(correctionId: string) {
    super(
      `更正 ${correctionId} 已存且内容不同，不作改动。Correction ${correctionId} is stored with other content, and nothing is edited. Send the same content, or a new correctionId.`,
      'correctionId',
    );
  }
}

/**
 * Another transaction made the same parcel first. SQLSTATE 40001 in `code`, so that the transaction
 * is run again, like any serialization failure; the next run finds the row and locks it.
 */
export class ParcelMadeElsewhere extends Error {
  readonly code = '40001';

  constructor() {
    super('Another transaction inserted one of these parcels first; run this one again.');
    this.name = 'ParcelMadeElsewhere';
  }
}
