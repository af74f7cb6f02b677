import { type Instant, makeS10, type TrackingNumber, type ZhEn } from '@youlu/vocabulary';
import { ISSUING_COUNTRY, serialOf } from '../../numbers/number-block';
import { type Booking, isPlausible } from '../shipment';

/** A booking as asked for: without a number of its own it gets one of the platform's. */
export type BookingRequest = Omit<Booking, 'trackingNumber'> & {
  readonly trackingNumber: TrackingNumber | null;
};

/** Why a booking was refused, and what to do about it. */
export interface BookingRefusal {
  readonly code:
    | 'number-invalid'
    | 'number-not-leased'
    | 'product-unknown'
    | 'time-implausible'
    | 'booked-otherwise';
  readonly field: string;
  readonly reason: ZhEn;
  readonly fix: ZhEn;
}

export interface BookingContext {
  readonly products: ReadonlySet<string>;
  /** Of the numbers asked for, those inside a block leased to the merchant. */
  readonly leasedNumbers: ReadonlySet<TrackingNumber>;
}

/** Whether the merchant may book this; undefined = yes. */
export function refuseBooking(
  request: BookingRequest,
  context: BookingContext,
): BookingRefusal | undefined {
  return (
    refuseNumber(request.trackingNumber, context) ??
    refuseProduct(request.productId, context) ??
    refuseTime(request.readyAt)
  );
}

function refuseNumber(
  trackingNumber: TrackingNumber | null,
  { leasedNumbers }: BookingContext,
): BookingRefusal | undefined {
  if (trackingNumber === null || leasedNumbers.has(trackingNumber)) return undefined;
  const field = 'trackingNumber';
  if (serialOf(trackingNumber) === undefined) {
    return {
      code: 'number-invalid',
      field,
      reason: `${trackingNumber} 不是校验码正确的 ${ISSUING_COUNTRY} S10 号码。${trackingNumber} is not an S10 number of ${ISSUING_COUNTRY} with a right check digit`,
      fix: `请用号段内的序号按 ${makeS10('LX', 12_345_678)} 的形式编制，或不填。Make it from a serial of your block as in ${makeS10('LX', 12_345_678)}, or leave it out.`,
    };
  }
  return {
    code: 'number-not-leased',
    field,
    reason: `${trackingNumber} 不在该商户领用的号段内。${trackingNumber} is in no block leased to this merchant`,
    fix: '请用 POST /v1/number-blocks 领用号段，或不填 trackingNumber。Lease a block with POST /v1/number-blocks, or leave trackingNumber out.',
  };
}

function refuseProduct(
  productId: string | null,
  { products }: BookingContext,
): BookingRefusal | undefined {
  if (productId === null || products.has(productId)) return undefined;
  return {
    code: 'product-unknown',
    field: 'productId',
    reason: `没有编号为 ${productId} 的产品。No product ${productId} is registered`,
    fix: '请用 POST /v1/products 登记该产品，或不填 productId。Register it with POST /v1/products, or leave productId out.',
  };
}

function refuseTime(readyAt: Instant): BookingRefusal | undefined {
  if (isPlausible(readyAt)) return undefined;
  return {
    code: 'time-implausible',
    field: 'readyAt',
    reason: 'readyAt 早于 2000 年或晚于 2099 年。readyAt lies before 2000 or after 2099',
    fix: '请填邮件可以揽收的时间。Send the time the parcel can be taken.',
  };
}

export function bookedOtherwise(trackingNumber: TrackingNumber): BookingRefusal {
  return {
    code: 'booked-otherwise',
    field: 'trackingNumber',
    reason: `运单号 ${trackingNumber} 已下单且内容不同。${trackingNumber} is booked with other content`,
    fix: '请换用其他单号，或原样重发已下单的内容。Use another number, or send again exactly what was booked.',
  };
}

/** Whether two bookings say the same: sending one again is then no second booking. */
export function isSameBooking(a: Booking, b: Booking): boolean {
  return (
    a.trackingNumber === b.trackingNumber &&
    a.productId === b.productId &&
    a.direction === b.direction &&
    a.originCode === b.originCode &&
    a.destinationCode === b.destinationCode &&
    a.producedInCode === b.producedInCode &&
    a.weightGrams === b.weightGrams &&
    a.readyAt === b.readyAt &&
    a.simulated === b.simulated
  );
}
