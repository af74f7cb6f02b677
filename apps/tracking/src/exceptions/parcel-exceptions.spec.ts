import { type Parcel, learn, unheardOf } from '../parcels/parcel';
import { at, booking, plan, scanned, VILLAGE } from '../testing/sample-parcel';
import { parcelException } from './parcel-exceptions';

const number = 'LX123456785CN';
const told = (...scans: ReturnType<typeof scanned>[]): Parcel =>
  learn(unheardOf(number), [{ trackingNumber: number, booking, plan, scans }]).parcel;
const arrived = scanned('1', 'arrived', 'station-653024203', at('03T09:00'));
const delivered = scanned('2', 'delivered', `village-${VILLAGE}`, at('12T11:00'));

describe('stuck', () => {
  it('begins after the hours of its state and names the last place', () => {
    expect(parcelException('stuck', told(arrived), '2020-09-10')).toBeUndefined();
    expect(parcelException('stuck', told(arrived), '2020-09-11')).toMatchObject({
      since: at('03T09:00'),
      placeCode: '653024203',
      lastFact: { scanId: '1' },
    });
  });

  it('is judged by what was known of the way by then, not by how it ended', () => {
    const ended = told(arrived, delivered);
    expect(parcelException('stuck', ended, '2020-09-11')).toBeDefined();
    expect(parcelException('stuck', ended, '2020-09-12')).toBeUndefined();
  });

  it('finds parcels booked and never accepted, from the day they were ready', () => {
    expect(parcelException('stuck', told(), '2020-09-08')).toMatchObject({
      since: booking.readyAt,
      placeCode: booking.originCode,
      lastFact: undefined,
    });
    expect(parcelException('stuck', told(), '2020-09-07')).toBeUndefined();
  });

  it('does not count a parcel cancelled by then, and counts one cancelled later', () => {
    const cancelled = learn(told(), [
      { trackingNumber: number, booking: { ...booking, version: 2, cancelledAt: at('10T08:00') } },
    ]).parcel;
    expect(parcelException('stuck', cancelled, '2020-09-09')).toBeDefined();
    expect(parcelException('stuck', cancelled, '2020-09-10')).toBeUndefined();
  });
});

describe('misdirected', () => {
  it('lasts from the stray scan to the one back on plan', () => {
    const stray = scanned('2', 'arrived', 'county-653022', at('04T09:00'));
    const back = scanned('3', 'arrived', 'county-653024', at('06T09:00'));
    const parcel = told(arrived, stray, back);
    expect(parcelException('misdirected', parcel, '2020-09-03')).toBeUndefined();
    expect(parcelException('misdirected', parcel, '2020-09-05')).toMatchObject({
      since: stray.occurredAt,
      placeCode: '653022',
    });
    expect(parcelException('misdirected', parcel, '2020-09-06')).toBeUndefined();
  });
});

describe('parked at the township', () => {
  const parkedAt = scanned('2', 'held-at-station', 'station-653024203', at('04T09:00'));

  it('is a parcel for a village that came to rest outside it, within 28 days', () => {
    const parcel = told(arrived, parkedAt);
    const found = { placeCode: VILLAGE, since: parkedAt.occurredAt };
    expect(parcelException('parked-at-township', parcel, '2020-09-04')).toMatchObject(found);
    expect(parcelException('parked-at-township', parcel, '2020-10-01')).toMatchObject(found);
    expect(parcelException('parked-at-township', parcel, '2020-10-02')).toBeUndefined();
    expect(parcelException('parked-at-township', parcel, '2020-09-03')).toBeUndefined();
  });

  it('is not one that reached its village after all', () => {
    const parcel = told(arrived, parkedAt, delivered);
    expect(parcelException('parked-at-township', parcel, '2020-09-12')).toBeUndefined();
  });

  it('is not one addressed to the township itself', () => {
    const parcel = learn(unheardOf(number), [
      {
        trackingNumber: number,
        booking: { ...booking, destinationCode: '653024203' },
        scans: [parkedAt],
      },
    ]).parcel;
    expect(parcelException('parked-at-township', parcel, '2020-09-12')).toBeUndefined();
  });
});
