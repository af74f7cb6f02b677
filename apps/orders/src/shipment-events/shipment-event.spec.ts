import * as fc from 'fast-check';
import { countPerMerchant, numberEvents, type ShipmentEvent } from './shipment-event';

const event = fc.constantFrom('a', 'b', 'c').map((merchantId): ShipmentEvent => ({
  merchantId,
  type: 'booked',
  trackingNumber: 'LX123456785CN',
  state: 'booked',
  occurredAt: 1,
  simulated: false,
}));

describe('the sequences of merchants', () => {
  it('have no gap and no number twice, each merchant its own', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), fc.nat(50), (events, start) => {
        const counts = countPerMerchant(events);
        expect([...counts.keys()]).toEqual([...counts.keys()].sort());
        const first = new Map([...counts.keys()].map((merchantId) => [merchantId, start + 1]));
        const numbered = numberEvents(events, first);
        for (const [merchantId, count] of counts) {
          const own = numbered.filter((e) => e.merchantId === merchantId).map((e) => e.sequence);
          expect(own).toEqual(Array.from({ length: count }, (_, i) => start + 1 + i));
        }
      }),
    );
  });

  it('are taken before they are given out', () => {
    expect(() => numberEvents([fc.sample(event, 1)[0] as ShipmentEvent], new Map())).toThrow(
      RangeError,
    );
  });
});
