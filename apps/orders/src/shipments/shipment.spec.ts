import { PARCEL_STATES } from '@youlu/vocabulary';
import { judgeCancellation, shipmentState } from './shipment';

describe('the state of a shipment', () => {
  it('is what the scans say, even of a cancelled one', () => {
    expect(shipmentState(null, 'delivered')).toBe('delivered');
    expect(shipmentState(5, 'accepted')).toBe('accepted');
  });

  it('without scans is what the merchant said, however old the snapshot', () => {
    for (const untouched of ['unknown', 'booked', 'cancelled'] as const) {
      expect(shipmentState(null, untouched)).toBe('booked');
      expect(shipmentState(5, untouched)).toBe('cancelled');
    }
  });
});

describe('calling a shipment off', () => {
  it('works only before anybody took the parcel', () => {
    const can = PARCEL_STATES.filter(
      (state) => judgeCancellation({ state, cancelledAt: null }, 5) === 'cancel',
    );
    expect(can).toEqual(['unknown', 'booked', 'cancelled']);
  });

  it('twice with the same time is once; with another it is a contradiction', () => {
    const cancelled = { state: 'cancelled', cancelledAt: 5 } as const;
    expect(judgeCancellation(cancelled, 5)).toBe('cancelled-already');
    expect(judgeCancellation(cancelled, 6)).toBe('differs');
    expect(judgeCancellation({ state: 'accepted', cancelledAt: 5 }, 5)).toBe('under-way');
  });
});
