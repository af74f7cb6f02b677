import { makeS10 } from '@youlu/vocabulary';
import { type OrdersUnderTest, sampleRow, startOrders } from '../testing/orders-under-test';

jest.setTimeout(60_000);

describe('tracking numbers', () => {
  let orders: OrdersUnderTest;

  beforeAll(async () => {
    orders = await startOrders();
    await orders.post('/v1/merchants', { merchantId: 'coop', name: '合作社' });
    await orders.post('/v1/merchants', { merchantId: 'shop', name: '小店' });
  });
  afterAll(() => orders?.close());

  const lease = (merchantId: string, serviceIndicator: string, count: number, first?: number) =>
    orders.post('/v1/number-blocks', { merchantId, serviceIndicator, count, first });

  it('are leased to many at once and never overlap', async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, i) => lease(i % 2 ? 'coop' : 'shop', 'LX', 10 + i)),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
    const serials = answers.flatMap(({ body }) => {
      const { first, last } = body as { first: number; last: number };
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
    expect(new Set(serials).size).toBe(serials.length);
    expect(serials).toHaveLength(answers.reduce((sum, _, i) => sum + 10 + i, 0));
  });

  it('may start where a merchant asks, unless somebody has them', async () => {
    expect((await lease('coop', 'LB', 100, 5_000)).body).toMatchObject({
      first: 5_000,
      last: 5_099,
    });
    for (const [count, first] of [
      [1, 5_000],
      [1, 5_099],
      [5_000, 1],
      [100, 5_050],
      [6_000, 0],
    ] as const) {
      expect(await lease('shop', 'LB', count, first)).toMatchObject({
        status: 409,
        body: { code: 'orders.numbers.taken', field: 'first' },
      });
    }
    expect((await lease('shop', 'LB', 5_000, 0)).status).toBe(201);
    expect((await lease('shop', 'LB', 1)).body).toMatchObject({ first: 5_100 });
  });

  it('fill the gaps once the end is reached', async () => {
    await lease('coop', 'LC', 100_000, 99_900_000);
    await lease('coop', 'LC', 10, 20);
    expect((await lease('shop', 'LC', 20)).body).toMatchObject({ first: 0, last: 19 });
    expect((await lease('shop', 'LC', 100)).body).toMatchObject({ first: 30, last: 129 });
    expect(await lease('shop', 'LC', 100, 99_999_950)).toMatchObject({
      status: 400,
      body: { code: 'orders.numbers.too-high' },
    });
  });

  it('are leased once under one Idempotency-Key, byte for byte', async () => {
    const request = { merchantId: 'coop', serviceIndicator: 'LD', count: 10, first: 7 };
    const first = await orders.post('/v1/number-blocks', request, 'lease-1');
    const again = await orders.post('/v1/number-blocks', request, 'lease-1');
    expect(first.status).toBe(201);
    expect(again).toEqual(first);
    const other = await orders.post('/v1/number-blocks', { ...request, count: 11 }, 'lease-1');
    expect(other.status).toBe(422);
  });

  it('that the platform keeps for itself cannot be leased', async () => {
    expect((await lease('coop', 'PA', 10)).body).toMatchObject({
      code: 'orders.numbers.indicator',
    });
    expect((await lease('nobody', 'LX', 10)).status).toBe(404);
  });

  it('are given by the platform to those who bring none, each once', async () => {
    const book = () =>
      orders.post('/v1/shipment-batches', {
        merchantId: 'coop',
        shipments: Array.from({ length: 400 }, () => sampleRow),
      });
    const answers = await Promise.all(Array.from({ length: 20 }, book));
    const numbers = answers.flatMap(({ body }) =>
      (body['results'] as { trackingNumber: string }[]).map((r) => r.trackingNumber),
    );
    expect(numbers).toHaveLength(8_000);
    expect(new Set(numbers).size).toBe(8_000);
    expect(numbers).toContain(makeS10('PA', 0));
  });
});
