import { checkMigrationRoundTrip } from '@youlu/testing';
import { ordersDefinition } from './orders.persistence';
import { type OrdersUnderTest, startOrders } from './testing/orders-under-test';

jest.setTimeout(60_000);

describe('orders', () => {
  it('has migrations that go up, down and up again', async () => {
    await expect(checkMigrationRoundTrip(ordersDefinition)).resolves.toBeUndefined();
  });
});

describe('merchants, products and projects', () => {
  let orders: OrdersUnderTest;
  const product = {
    productId: 'aksu-apple',
    name: '阿克苏冰糖心苹果',
    category: 'fresh_fruit',
    originCodes: ['652901', '652922'],
    seasonStart: '10-23',
    seasonEnd: '02-10',
    simulated: true,
  };
  const project = {
    projectId: 'aksu-apple-2020',
    name: '阿克苏苹果',
    track: 'place',
    productId: 'aksu-apple',
    placeCodes: ['6529'],
    attribution: 'origin',
    jurisdiction: '65',
    from: '2020-01-01',
    to: '2021-01-01',
    openingCount: 100_000,
    plannedCount: 800_000,
    sampleEvery: 1,
    simulated: true,
  };

  beforeAll(async () => {
    orders = await startOrders();
  });
  afterAll(() => orders?.close());

  it.each([
    ['/v1/merchants', { merchantId: 'coop', name: '合作社', simulated: false }, { name: '别的' }],
    ['/v1/products', product, { originCodes: ['652901'] }],
    ['/v1/projects', project, { openingCount: 1 }],
  ])(
    '%s: the same again is the same, other content under one id is refused',
    async (path, body, other) => {
      const first = await orders.post(path, body);
      expect(first).toMatchObject({ status: 201, body });
      expect(await orders.post(path, body)).toEqual(first);
      expect((await orders.post(path, { ...body, ...other })).status).toBe(409);
      const id = Object.values(body)[0] as string;
      expect((await orders.get(`${path}/${id}`)).status).toBe(200);
      expect((await orders.get(`${path}/nothing`)).status).toBe(404);
    },
  );

  it('say whether a day is in the season, also across the year end', async () => {
    const inSeason = async (day: string) =>
      (await orders.get(`/v1/products/aksu-apple?asOf=${day}`)).body['inSeason'];
    expect(await inSeason('2021-01-15')).toBe(true);
    expect(await inSeason('2020-09-15')).toBe(false);
    expect((await orders.get('/v1/products')).body).toEqual({ items: [product], nextCursor: null });
  });

  it('do not pass a threshold by reaching it', async () => {
    const { body } = await orders.get('/v1/projects/aksu-apple-2020?asOf=2020-09-27');
    expect(body).toMatchObject({ toDate: 100_000, qualifies: false, periodState: 'open' });
  });

  it('refuse a project that could count nothing', async () => {
    const refused = async (change: object) => {
      const answer = await orders.post('/v1/projects', { ...project, projectId: 'x', ...change });
      return [answer.status, answer.body['field']];
    };
    expect(await refused({ to: '2020-01-01' })).toEqual([400, 'to']);
    expect(await refused({ placeCodes: ['6529011'] })).toEqual([400, 'placeCodes']);
    expect(await refused({ productId: 'nothing' })).toEqual([404, 'productId']);
    expect(await refused({ track: 'village' })).toEqual([400, 'track']);
    expect(await refused({ attribution: 'buyer' })).toEqual([400, 'attribution']);
    expect(await refused({ contactPhone: '1' })).toEqual([400, 'contactPhone']);
  });
});
