import { at, booking, scanned, VILLAGE } from '../../testing/sample-parcel';
import { deriveDelivery } from './delivery';
import { learn, type ParcelNews, unheardOf } from '../parcel';
import { parcelSnapshot } from '../parcel-snapshot.projection';

const number = 'LX123456785CN';
const factsAfter = (...news: Omit<ParcelNews, 'trackingNumber'>[]) => {
  const told = news.map((piece) => ({ trackingNumber: number, ...piece }));
  const { parcel } = learn(unheardOf(number), told);
  return parcelSnapshot({ parcel, delivery: deriveDelivery(parcel) }, 1).facts;
};
const noted = (day: string) => ({ recordedAt: at(`${day}T20:00`) });
const held = scanned('1', 'held-at-station', 'station-653024203', at('03T09:00'), noted('03'));
const village = `village-${VILLAGE}`;

describe('what was known when', () => {
  it('needs no word where facts became known in order, but for ends, which come later', () => {
    const delivered = scanned('2', 'delivered', village, at('04T09:00'), noted('04'));
    const [first, second] = factsAfter({ booking }, { scans: [held, delivered] });
    expect(first).toMatchObject({ endsAt: delivered.occurredAt, endKnownFrom: at('04T20:00') });
    expect(first).not.toHaveProperty('knownFrom');
    expect(first).not.toHaveProperty('formerly');
    expect(second).not.toHaveProperty('endKnownFrom');
  });

  it('says that an end was another one before a late scan came between', () => {
    const later = scanned('2', 'departed', 'station-653024203', at('06T09:00'), noted('06'));
    const late = scanned('3', 'delivered', village, at('04T09:00'), noted('10'));
    const [first] = factsAfter({ booking }, { scans: [held, later, late] });
    expect(first).toMatchObject({
      endsAt: late.occurredAt,
      knownFrom: at('10T20:00'),
      formerly: [
        { from: at('03T20:00'), to: at('06T20:00'), verdict: 'ok', endsAt: null },
        { from: at('06T20:00'), to: at('10T20:00'), verdict: 'ok', endsAt: later.occurredAt },
      ],
    });
  });

  it('says until when a withdrawn or a conflicting scan was believed', () => {
    const delivered = scanned('2', 'delivered', village, at('04T09:00'), noted('04'));
    const believed = { from: at('04T20:00'), to: at('09T00:00'), verdict: 'ok', endsAt: null };
    const withdrawal = { scanId: '2', withdrawnAt: at('09T00:00') };
    expect(factsAfter({ booking }, { scans: [delivered], withdrawal })[0]).toMatchObject({
      verdict: 'withdrawn',
      knownFrom: at('09T00:00'),
      formerly: [believed],
    });
    const other = { ...delivered, nodeId: 'elsewhere', recordedAt: at('09T00:00') };
    const [one, another] = factsAfter({ booking }, { scans: [other, delivered] });
    expect([one, another].map((fact) => fact?.verdict)).toEqual(['conflicting', 'conflicting']);
    expect([one, another].flatMap((fact) => fact?.formerly ?? [])).toEqual([believed]);
  });

  it('says that nothing was proved before the booking, whichever word of it comes first', () => {
    const booked = { ...booking, bookedAt: at('07T00:00') };
    const cancelled = { ...booked, version: 2, cancelledAt: at('08T00:00') };
    const two = { ...cancelled, bookedAt: at('08T00:00') };
    for (const order of [
      [{ booking: booked }, { booking: two }],
      [{ booking: two }, { booking: booked }],
    ]) {
      const [fact] = factsAfter({ scans: [held] }, ...order);
      expect(fact).toMatchObject({
        verdict: 'ok',
        knownFrom: at('07T00:00'),
        formerly: [{ from: at('03T20:00'), to: at('07T00:00'), verdict: 'unknown-parcel' }],
      });
    }
  });
});
