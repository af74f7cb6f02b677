import { makeS10 } from '@youlu/vocabulary';
import * as fc from 'fast-check';
import { type BookingRequest, isSameBooking, refuseBooking } from './booking';
import type { Booking } from '../shipment';

const request: BookingRequest = {
  trackingNumber: makeS10('LX', 7),
  productId: 'korla-pear',
  direction: 'outbound',
  originCode: '652801',
  destinationCode: '330100',
  producedInCode: null,
  weightGrams: 2_500,
  readyAt: 1_598_925_600_000,
  simulated: false,
};
const context = {
  products: new Set(['korla-pear']),
  leasedNumbers: new Set([makeS10('LX', 7)]),
};

describe('a booking', () => {
  it('may use a number of a leased block, or none', () => {
    expect(refuseBooking(request, context)).toBeUndefined();
    expect(refuseBooking({ ...request, trackingNumber: null }, context)).toBeUndefined();
  });

  it.each([
    ['number-not-leased', { trackingNumber: makeS10('LX', 8) }],
    ['number-invalid', { trackingNumber: 'LX000000078CN' }],
    ['number-invalid', { trackingNumber: makeS10('LX', 7, 'KZ') }],
    ['number-invalid', { trackingNumber: 'YT-0000000001' }],
    ['product-unknown', { productId: 'nothing' }],
    ['time-implausible', { readyAt: -1 }],
    ['time-implausible', { readyAt: 1_598_925_600_000_000 }],
  ])('is refused as %s', (code, change) => {
    expect(refuseBooking({ ...request, ...change }, context)).toMatchObject({ code });
  });

  it('is the same only with the same content', () => {
    const booking: Booking = { ...request, trackingNumber: makeS10('LX', 7) };
    const changes = fc.constantFrom<Partial<Booking>>(
      { productId: null },
      { direction: 'inbound' },
      { originCode: '652823' },
      { destinationCode: '33' },
      { producedInCode: '652823' },
      { weightGrams: 1 },
      { readyAt: 0 },
      { simulated: true },
      { trackingNumber: makeS10('LX', 8) },
    );
    expect(isSameBooking(booking, { ...booking })).toBe(true);
    fc.assert(
      fc.property(changes, (change) => {
        expect(isSameBooking(booking, { ...booking, ...change })).toBe(false);
      }),
    );
  });
});
