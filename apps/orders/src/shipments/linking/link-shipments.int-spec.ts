import { ParcelsChanged, ParcelsLinked, type ParcelSnapshot } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import { makeS10, parseInstant } from '@youlu/vocabulary';
import { NUMBERS_OF_A_PARCEL_MAX } from '../../links/link';
import { type OrdersUnderTest, sampleRow, startOrders } from '../../testing/orders-under-test';
import { FollowParcels } from '../following/follow-parcels.use-case';

jest.setTimeout(60_000);

const at = (text: string): number => parseInstant(text) as number;

describe('numbers that are one parcel', () => {
  let orders: OrdersUnderTest;
  const number = (serial: number): string => makeS10('LX', serial);

  beforeAll(async () => {
    orders = await startOrders();
    await orders.post('/v1/merchants', { merchantId: 'coop', name: '合作社' });
    const lease = { merchantId: 'coop', serviceIndicator: 'LX', count: 100, first: 0 };
    await orders.post('/v1/number-blocks', lease);
    await orders.post('/v1/products', {
      productId: 'pear',
      name: '库尔勒香梨',
      category: 'fresh_fruit',
      originCodes: ['652801'],
      seasonStart: '09-05',
      seasonEnd: '02-10',
    });
    await book(0);
    await book(1, { originCode: '652823', destinationCode: '44' });
    await book(2);
    await book(3, { producedInCode: '652901105' });
  });
  afterAll(() => orders?.close());

  const book = (serial: number, rest: object = {}) =>
    orders.post('/v1/shipments', {
      ...sampleRow,
      merchantId: 'coop',
      productId: 'pear',
      trackingNumber: number(serial),
      ...rest,
    });
  const link = (principal: string, linkedTrackingNumber: string, rest: object = {}) =>
    orders.post(`/v1/shipments/${principal}/links`, {
      linkedTrackingNumber,
      relation: 'relabelled',
      linkedAt: '2020-09-06T10:00:00+08:00',
      ...rest,
    });
  const accepted = (trackingNumber: string, day: string, placeCode: string): ParcelSnapshot => {
    const acceptedAt = at(`${day}T10:00:00+08:00`);
    const fact = ParcelsChanged.example.facts[0] as ParcelSnapshot['facts'][number];
    return {
      ...ParcelsChanged.example,
      trackingNumber,
      version: 1,
      state: 'accepted',
      acceptedAt,
      departedAt: null,
      facts: [{ ...fact, kind: 'accepted', placeCode, occurredAt: acceptedAt }],
    };
  };
  const follow = (...parcels: ParcelSnapshot[]) =>
    orders.db.transaction((tx) =>
      orders.app.get(FollowParcels, { strict: false }).execute(tx, parcels, 1),
    );
  const items = async (path: string) => (await orders.get(path)).body['items'];

  it('count once, under the principal, on the first day of any of them', async () => {
    await follow(accepted(number(0), '2020-09-07', '652801'));
    await follow(accepted(number(1), '2020-09-08', '652823'));
    await follow(accepted('YT-0000000001', '2020-09-06', '652801104')); // another carrier's
    expect(await items('/v1/flows')).toHaveLength(2);
    expect(await link(number(0), number(1))).toMatchObject({ status: 201 });
    expect(await items('/v1/flows')).toMatchObject([{ day: '2020-09-07', parcels: 1 }]);
    const agent = await link(number(1), 'YT-0000000001', { relation: 'agent-waybill' });
    expect(agent).toMatchObject({
      status: 201,
      body: { trackingNumber: number(1), linkedTrackingNumber: 'YT-0000000001', simulated: false },
    });
    expect(await items('/v1/flows')).toMatchObject([
      { day: '2020-09-06', originCounty: '652801', destination: '33', parcels: 1 },
    ]);
    expect(await items('/v1/flow-matrix?product=pear')).toEqual([
      {
        product: 'pear',
        originCounty: '652801',
        destinationProvince: '33',
        week: '2020-W36',
        parcels: 1,
        simulated: false,
      },
    ]);
    expect(await items('/v1/flow-matrix?product=jujube')).toEqual([]);
    expect(await items('/v1/flow-matrix?from=2020-09-07')).toEqual([]);
  });

  it('have one principal and form no circle; the same link again is the same', async () => {
    const again = await link(number(0), number(1));
    expect(again).toMatchObject({ status: 201, body: { linkedAt: '2020-09-06T10:00:00+08:00' } });
    const refused = async (answer: ReturnType<typeof link>) => {
      const { status, body } = await answer;
      return [status, body['code']];
    };
    expect(await refused(link(number(2), number(1)))).toEqual([409, 'orders.link.differs']);
    const other = { linkedAt: '2020-09-07T10:00:00+08:00' };
    expect(await refused(link(number(0), number(1), other))).toEqual([409, 'orders.link.differs']);
    expect(await refused(link(number(1), number(0)))).toEqual([409, 'orders.link.circle']);
    expect(await refused(link(number(2), number(2)))).toEqual([409, 'orders.link.to-itself']);
    expect(await refused(link('YT-0000000001', number(2)))).toEqual([
      404,
      'orders.shipment.unknown',
    ]);
    expect(await link(number(2), 'x')).toMatchObject({ body: { field: 'linkedTrackingNumber' } });
    const never = await link(number(2), number(3), { linkedAt: '1970-01-01T08:00:00+08:00' });
    expect(never).toMatchObject({ status: 400, body: { field: 'linkedAt' } });
    expect(await items(`/v1/shipments/${number(0)}/links`)).toEqual([again.body]);
    expect(await items(`/v1/shipments/${number(2)}/links`)).toEqual([]);
  });

  it('are a hundred at most, both groups together', async () => {
    await book(4);
    await book(5);
    const label = (n: number): string => `YT-1${String(n).padStart(9, '0')}`;
    expect(await link(number(5), label(0))).toMatchObject({ status: 201 });
    for (let n = 1; n < NUMBERS_OF_A_PARCEL_MAX - 1; n++) await link(number(4), label(n));
    expect(await link(number(4), number(5))).toMatchObject({
      status: 409,
      body: { code: 'orders.link.too-many', field: 'linkedTrackingNumber' },
    });
    expect(await link(number(4), label(NUMBERS_OF_A_PARCEL_MAX))).toMatchObject({ status: 201 });
    expect(await link(number(4), label(1))).toMatchObject({ status: 201 }); // known already
    expect(await link(number(4), label(NUMBERS_OF_A_PARCEL_MAX + 1))).toMatchObject({
      status: 409,
    });
  });

  it('tell others of a link once, with the moment it was noted', async () => {
    const told = jest.spyOn(orders.app.get(Outbox, { strict: false }), 'add');
    const before = Date.now();
    await link(number(2), 'YT-0000000002', { relation: 'agent-waybill' });
    await link(number(2), 'YT-0000000002', { relation: 'agent-waybill' });
    const links = told.mock.calls.filter(([, contract]) => contract === ParcelsLinked);
    told.mockRestore();
    expect(links).toHaveLength(1);
    const [row] = (links[0] as (typeof links)[number])[2] as { recordedAt: number }[];
    expect(row).toMatchObject({
      principalNumber: number(2),
      linkedNumber: 'YT-0000000002',
      relation: 'agent-waybill',
      linkedAt: at('2020-09-06T10:00:00+08:00'),
    });
    expect(row?.recordedAt).toBeGreaterThanOrEqual(before);
  });

  it('of two who link both ways at once, one is refused', async () => {
    const answers = await Promise.all([link(number(2), number(3)), link(number(3), number(2))]);
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409]);
  });
});

describe('projects', () => {
  let orders: OrdersUnderTest;
  let projects = 0;

  beforeAll(async () => {
    orders = await startOrders();
    await orders.post('/v1/merchants', { merchantId: 'coop', name: '合作社', simulated: true });
    await orders.post('/v1/products', {
      productId: 'apple',
      name: '阿克苏苹果',
      category: 'fresh_fruit',
      originCodes: ['6529'],
      seasonStart: '10-23',
      seasonEnd: '02-10',
    });
    const { body } = await orders.post('/v1/shipments', {
      ...sampleRow,
      merchantId: 'coop',
      productId: 'apple',
      originCode: '650102001', // sold from the capital, grown in 阿克苏, accepted next door
      producedInCode: '652901105200',
    });
    const acceptedAt = at('2020-12-31T23:59:00+08:00');
    const fact = ParcelsChanged.example.facts[0] as ParcelSnapshot['facts'][number];
    const parcel: ParcelSnapshot = {
      ...ParcelsChanged.example,
      trackingNumber: body['trackingNumber'] as string,
      acceptedAt,
      facts: [{ ...fact, kind: 'accepted', placeCode: '650103', occurredAt: acceptedAt }],
    };
    await orders.db.transaction((tx) =>
      orders.app.get(FollowParcels, { strict: false }).execute(tx, [parcel], 1),
    );
  });
  afterAll(() => orders?.close());

  const register = async (rest: object, asOf = '2020-12-31') => {
    const projectId = `p-${projects++}`;
    const registered = await orders.post('/v1/projects', {
      projectId,
      name: projectId,
      track: 'place',
      productId: 'apple',
      placeCodes: ['6529'],
      jurisdiction: '65',
      from: '2020-01-01',
      to: '2021-01-01',
      openingCount: 99_900,
      plannedCount: 10,
      sampleEvery: 100,
      ...rest,
    });
    expect(registered.status).toBe(201);
    return (await orders.get(`/v1/projects/${projectId}?asOf=${asOf}`)).body;
  };

  it.each([
    ['origin', '652901105200', 1],
    ['origin', '6529', 1],
    ['origin', '652901106', 0],
    ['origin', '650102', 0],
    ['sender', '650102001', 1],
    ['sender', '6529', 0],
    ['accepting-outlet', '650103', 1],
    ['accepting-outlet', '650102', 0],
  ])('by %s at %s count %d', async (attribution, place, counted) => {
    expect(await register({ attribution, placeCodes: [place] })).toMatchObject({
      attribution,
      counted,
      simulated: counted === 1,
    });
  });

  it('count by declared origin when nothing is said, strictly over the figure of their track', async () => {
    expect(await register({ track: 'county' })).toMatchObject({
      attribution: 'origin',
      track: 'county',
      toDate: 100_000,
      threshold: { value: 100_000 },
      qualifies: false,
      levels: [{ level: 'qualified', reached: false }],
      periodState: 'closed',
      planned: 10,
    });
    expect(await register({ track: 'county', openingCount: 99_901 })).toMatchObject({
      qualifies: true,
    });
    expect(await register({ track: 'prefecture' })).toMatchObject({
      threshold: null,
      qualifies: null,
    });
    expect(await register({ jurisdiction: 'national' })).toMatchObject({
      threshold: { value: 1_000_000 },
      qualifies: false,
    });
  });

  it('see the season across the year end beside their period', async () => {
    const ofNextYear = { from: '2021-01-01', to: '2022-01-01' };
    expect(await register(ofNextYear, '2021-01-15')).toMatchObject({
      counted: 0,
      qualifies: null,
      season: { from: '2020-10-23', to: '2021-02-11', counted: 1 },
    });
  });
});
