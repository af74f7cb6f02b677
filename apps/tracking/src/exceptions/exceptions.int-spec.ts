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

  it('adds volumes up by any level to one total, and withholds small figures if asked', async () => {
    const cells = async (rest: string) =>
      (await tracking.read(`/v1/volumes?place=65${rest}`))['items'] as Body[];
    const level = async (name: string) =>
      (await cells(`&level=${name}`)).map((c) =>
        [c['placeCode'], c['kind'], c['parcels']].join(' '),
      );
    expect(await level('region')).toEqual(['65 accepted 2', '65 delivered 1']);
    expect(await level('prefecture')).toEqual(['6530 accepted 2', '6530 delivered 1']);
    expect(await level('county')).toEqual(['653024 accepted 2', '653024 delivered 1']);
    // the county centre is in no township
    expect(await level('unit4')).toEqual(['653024 accepted 2', '653024203 delivered 1']);
    expect(await level('village')).toEqual(['653024 accepted 2', `${VILLAGE} delivered 1`]);
    expect((await cells('&suppressUnder=2')).map((c) => c['parcels'])).toEqual([2, null]);
    expect(await tracking.csv('/v1/volumes?level=county&suppressUnder=2')).toEqual([
      'placeCode,day,direction,product,kind,parcels,simulated',
      '653024,2020-09-01,inbound,unspecified,accepted,2,true',
      '653024,2020-09-04,inbound,unspecified,delivered,,true',
    ]);
    const first = await tracking.read('/v1/volumes?level=county&limit=1');
    const next = await tracking.read(
      `/v1/volumes?level=county&limit=1&cursor=${String(first['nextCursor'])}`,
    );
    expect([next['items'], next['nextCursor']]).toEqual([
      [expect.objectContaining({ placeCode: '653024', kind: 'delivered' })],
      null,
    ]);
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

  it('lists the villages that were missed on a day', async () => {
    const missed = async (rest: string) => tracking.read(`/v1/missed-villages?${rest}`);
    const item = {
      day: '2020-09-04',
      villageCode: VILLAGE,
      roundIds: [`round-${VILLAGE}`],
      lastVisitAt: '2020-09-02T10:00:00+08:00',
    };
    const found = await missed('day=2020-09-04&place=653024');
    expect(found).toMatchObject({ items: [item], nextCursor: null });
    expect(await missed('day=2020-09-02')).toMatchObject({ items: [] }); // visited
    expect(await missed('day=2020-09-03')).toMatchObject({ items: [] }); // nothing due
    expect(await missed('day=2020-09-04&place=653025')).toMatchObject({ items: [] });
    const [header, line] = await tracking.csv('/v1/missed-villages?day=2020-09-04');
    expect(header).toBe('day,villageCode,roundIds,stationNodeIds,lastVisitAt,whatToDo,simulated');
    expect(line).toMatch(`2020-09-04,${VILLAGE},round-${VILLAGE},`);
    expect(await missed('place=653024')).toMatchObject({ status: 400 });
  });

  it('groups stuck parcels by node and age, and gives the lists behind them as CSV', async () => {
    const url = '/v1/stuck-parcels?groupBy=node&asOf=2020-09-30';
    const { items } = await tracking.read(url);
    const groups = items as { nodeId: string | null; parcels: number; byAge: Body }[];
    expect(groups).toContainEqual({
      nodeId: 'county-653022',
      placeCode: '653022',
      parcels: 1,
      byAge: { under7Days: 0, days7To13: 0, days14To27: 1, days28AndMore: 0 },
      oldestSince: '2020-09-03T09:00:00+08:00',
      simulated: true,
    });
    const [header, ...lines] = await tracking.csv('/v1/exceptions?kind=stuck&asOf=2020-09-30');
    expect(header).toBe(
      'kind,placeCode,trackingNumber,roundId,villageCode,day,since,lastFactKind,lastFactNodeId,' +
        'lastFactPlaceCode,lastFactOccurredAt,whatToDo,simulated',
    );
    expect(groups.reduce((sum, { parcels }) => sum + parcels, 0)).toBe(lines.length);
    const first = await tracking.read(`${url}&limit=1`);
    const rest = await tracking.read(`${url}&cursor=${String(first['nextCursor'])}`);
    expect([...(first['items'] as Body[]), ...(rest['items'] as Body[])]).toEqual(items);
    expect(await tracking.csv(url)).toHaveLength(1 + groups.length);
    expect(await tracking.read(`${url}&cursor=x`)).toMatchObject({ status: 400, field: 'cursor' });
  });
});
