import { type OrdersUnderTest, sampleRow, startOrders } from '../testing/orders-under-test';

jest.setTimeout(60_000);

interface Event {
  sequence: number;
  trackingNumber: string;
}

describe('the events of a merchant', () => {
  let orders: OrdersUnderTest;

  beforeAll(async () => {
    orders = await startOrders();
    for (const merchantId of ['a', 'b']) {
      await orders.post('/v1/merchants', { merchantId, name: merchantId });
    }
  });
  afterAll(() => orders?.close());

  const poll = async (merchantId: string, after: number) => {
    const path = `/v1/shipment-events?merchantId=${merchantId}&after=${after}&limit=1000`;
    return (await orders.get(path)).body as unknown as { items: Event[]; lastSequence: number };
  };

  it('never show a number before all lower ones, however many write', async () => {
    let writing = true;
    const write = async (merchantId: string, batches: number): Promise<void> => {
      for (let i = 0; i < batches; i++) {
        const shipments = Array.from({ length: 1 + ((i * 7) % 5) }, () => sampleRow);
        const bad = i % 4 === 3; // half-way down it rolls back
        const answer = bad
          ? await orders.post('/v1/shipments', { merchantId, ...sampleRow, productId: 'none' })
          : await orders.post('/v1/shipment-batches', { merchantId, shipments });
        expect(answer.status).toBe(bad ? 400 : 200);
      }
    };
    const read = async (merchantId: string): Promise<Event[]> => {
      const seen: Event[] = [];
      let after = 0;
      for (let idle = 0; idle < 2;) {
        const stopped = !writing;
        const { items, lastSequence } = await poll(merchantId, after);
        seen.push(...items);
        after = lastSequence;
        if (stopped) idle += 1;
      }
      return seen;
    };
    const readers = Promise.all([read('a'), read('a'), read('b')]);
    await Promise.all(['a', 'b', 'a', 'b', 'a', 'a'].map((merchantId) => write(merchantId, 24)));
    writing = false;
    for (const [i, seen] of (await readers).entries()) {
      const merchantId = i < 2 ? 'a' : 'b';
      expect(seen.map(({ sequence }) => sequence)).toEqual(seen.map((_, n) => n + 1));
      const [row] = await orders.db.query<{ n: number }>(
        'select count(*) as n from shipments where merchant_id = $1',
        [merchantId],
      );
      expect(seen).toHaveLength(row?.n ?? -1);
      expect(new Set(seen.map((e) => e.trackingNumber)).size).toBe(seen.length);
    }
  });

  it('come in bounded pages', async () => {
    const page = await orders.get('/v1/shipment-events?merchantId=a&after=5&limit=3');
    expect(page.body).toMatchObject({
      lastSequence: 8,
      items: [{ sequence: 6 }, { sequence: 7 }, { sequence: 8 }],
    });
    expect((await poll('b', 1_000_000)).lastSequence).toBe(1_000_000);
    expect((await orders.get('/v1/shipment-events?merchantId=a&limit=1001')).status).toBe(400);
    expect((await orders.get('/v1/shipment-events?merchantId=x')).status).toBe(404);
  });
});
