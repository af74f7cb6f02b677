import {
  ItinerariesPlanned,
  RoundsChanged,
  ShipmentsChanged,
  VisitsReported,
} from '@youlu/contracts';
import {
  STATION_NODE,
  VILLAGE,
  COUNTY_NODE,
  VILLAGE_NODE,
  at,
  itinerary,
  posted,
  shipment,
} from '../testing/sample-parcel';
import { type Body, TrackingUnderTest } from '../testing/tracking-under-test';

jest.setTimeout(120_000);

describe('what an operator reads', () => {
  let tracking: TrackingUnderTest;

  beforeAll(async () => {
    tracking = await TrackingUnderTest.start();
  });
  afterAll(async () => {
    await tracking?.close();
  });

  it('counts volumes by place, day and kind, and pages through them', async () => {
    await tracking.tell(ShipmentsChanged, [shipment('VOLUME01'), shipment('VOLUME02')]);
    await tracking.report(
      '04T12:00',
      posted('VOLUME01', 'a', 'accepted', COUNTY_NODE, '01T09:00'),
      posted('VOLUME01', 'b', 'delivered', VILLAGE_NODE, '04T11:00'),
      posted('VOLUME02', 'a', 'accepted', COUNTY_NODE, '01T09:00'),
      posted('NOTBOOKED', 'a', 'accepted', COUNTY_NODE, '01T09:00'),
    );
    await tracking.rest();
    const answer = await tracking.read(`/v1/volumes?place=653024&limit=1`);
    const items = [...(answer['items'] as Body[])];
    for (let cursor = answer['nextCursor']; typeof cursor === 'string';) {
      const next = await tracking.read(`/v1/volumes?place=653024&limit=1&cursor=${cursor}`);
      items.push(...(next['items'] as Body[]));
      cursor = next['nextCursor'];
    }
    expect(items).toContainEqual({
      placeCode: VILLAGE,
      day: '2020-09-04',
      direction: 'inbound',
      product: 'unspecified',
      kind: 'delivered',
      parcels: 1,
      simulated: true,
    });
    expect(items).toEqual((await tracking.read('/v1/volumes?place=653024'))['items']);
    expect((await tracking.read('/v1/volumes?place=653024203'))['items']).not.toContainEqual(
      expect.objectContaining({ placeCode: '653024' }),
    );
  });

  it('lists what an operator should look at', async () => {
    const parked = 'PARKED01';
    const stray = 'STRAYED1';
    await tracking.tell(ShipmentsChanged, [shipment(parked), shipment(stray)]);
    await tracking.tell(ItinerariesPlanned, [itinerary(stray)]);
    await tracking.report(
      '03T10:00',
      posted(parked, 'a', 'held-at-station', STATION_NODE, '03T09:00', { consent: true }),
      posted(stray, 'a', 'arrived', 'county-653022', '03T09:00'),
    );
    const roundId = `round-${VILLAGE}`;
    await tracking.tell(RoundsChanged, [
      { ...RoundsChanged.example, from: '2020-09-01', to: '2020-09-08' },
    ]);
    const visit = { ...VisitsReported.example, roundId, villageCode: VILLAGE, recordedAt: 1 };
    await tracking.tell(VisitsReported, [
      { ...visit, visitId: 'v2', visitedAt: at('02T10:00'), sentAt: at('02T12:00') },
      { ...visit, visitId: 'v2', visitedAt: at('02T10:00'), sentAt: at('02T11:00') },
      { ...visit, visitId: 'v4', visitedAt: at('04T10:00'), sentAt: at('04T09:00') },
      { ...visit, visitId: 'v7', visitedAt: at('07T10:00'), sentAt: at('07T12:00') },
      { ...visit, visitId: 'v7', visitedAt: at('07T11:00'), sentAt: at('07T12:00') },
    ]);
    await tracking.rest();
    const list = async (kind: string, rest = ''): Promise<Body[]> =>
      (await tracking.read(`/v1/exceptions?kind=${kind}&asOf=2020-09-10${rest}`))[
        'items'
      ] as Body[];
    expect(await tracking.read('/v1/tracking/totals')).toMatchObject({ visitsKnown: 3 });
    expect(await list('parked-at-township')).toMatchObject([
      { trackingNumber: parked, villageCode: VILLAGE, since: '2020-09-03T09:00:00+08:00' },
    ]);
    expect(await list('misdirected')).toMatchObject([
      { trackingNumber: stray, placeCode: '653022', lastFact: { nodeId: 'county-653022' } },
    ]);
    expect(await list('misdirected', '&place=653024')).toEqual([]);
    expect((await list('stuck')).map(({ trackingNumber }) => trackingNumber)).toContain('VOLUME02');
    // Mondays, Wednesdays, Fridays of the round's week: seen on the 2nd, from the future on the 4th,
    // told in two versions on the 7th
    expect((await list('missed-round')).map(({ day }) => day)).toEqual([
      '2020-09-04',
      '2020-09-07',
    ]);
    const page = await tracking.read('/v1/exceptions?kind=missed-round&asOf=2020-09-10&limit=1');
    const next = `&limit=1&cursor=${String(page['nextCursor'])}`;
    expect(await list('missed-round', next)).toMatchObject([
      { day: '2020-09-07', roundId, lastFact: { occurredAt: '2020-09-02T10:00:00+08:00' } },
    ]);
    expect((await tracking.read('/v1/exceptions?kind=stuck'))['status']).toBe(400);
  });
});
