import { isZhEn, makeS10 } from '@youlu/vocabulary';
import { type OrdersUnderTest, sampleRow, startOrders } from '../../testing/orders-under-test';

jest.setTimeout(60_000);

describe('booking', () => {
  let orders: OrdersUnderTest;

  beforeAll(async () => {
    orders = await startOrders();
    await orders.post('/v1/merchants', { merchantId: 'coop', name: '合作社' });
    await orders.post('/v1/merchants', { merchantId: 'sim', name: 'sim', simulated: true });
    await orders.post('/v1/products', {
      productId: 'korla-pear',
      name: '库尔勒香梨',
      category: 'fresh_fruit',
      originCodes: ['652801'],
      seasonStart: '09-05',
      seasonEnd: '11-30',
    });
    for (const merchantId of ['coop', 'sim']) {
      const first = merchantId === 'coop' ? 0 : 50_000;
      await orders.post('/v1/number-blocks', {
        merchantId,
        serviceIndicator: 'LX',
        count: 50_000,
        first,
      });
    }
  });
  afterAll(() => orders?.close());

  const batch = (shipments: object[], key?: string, merchantId = 'coop') =>
    orders.post('/v1/shipment-batches', { merchantId, shipments }, key);
  const row = (serial: number) => ({ ...sampleRow, trackingNumber: makeS10('LX', serial) });
  const published = async () =>
    (
      await orders.db.query<{ n: number }>(
        `select count(*) as n from shipment_events where type = 'booked'`,
      )
    )[0]?.n;

  it('one shipment answers with what was booked', async () => {
    const answer = await orders.post('/v1/shipments', { merchantId: 'coop', ...row(1) });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        ...row(1),
        merchantId: 'coop',
        productId: null,
        state: 'booked',
        cancelledAt: null,
        simulated: false,
      },
    });
    expect((await orders.get(`/v1/shipments/${makeS10('LX', 1)}`)).body).toEqual(answer.body);
    const simulated = await orders.post('/v1/shipments', { merchantId: 'sim', ...row(50_001) });
    expect(simulated.body['simulated']).toBe(true); // what a simulation books is simulated
  });

  it('keeps the good rows of a batch and says what is wrong with the others', async () => {
    const answer = await batch([
      row(10),
      { ...row(11), weightGrams: 0 },
      { ...row(12), recipientPhone: '13900000000' },
      { ...row(13), trackingNumber: 'LX000000130CN' },
      { ...row(60_000) },
      { ...row(14), productId: 'nothing' },
      { ...row(15), productId: 'korla-pear' },
      { ...sampleRow, readyAt: '2020-09-01T10:00:00' },
      sampleRow,
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      accepted: 3,
      rejected: 6,
      rejections: [
        { index: 1, field: 'weightGrams', code: 'out-of-range' },
        { index: 2, field: 'recipientPhone', code: 'unknown-field' },
        { index: 3, field: 'trackingNumber', code: 'number-invalid' },
        { index: 4, field: 'trackingNumber', code: 'number-not-leased' },
        { index: 5, field: 'productId', code: 'product-unknown' },
        { index: 7, field: 'readyAt', code: 'not-an-instant' },
      ],
      results: [
        { index: 0, trackingNumber: makeS10('LX', 10), state: 'booked' },
        { index: 6, trackingNumber: makeS10('LX', 15), state: 'booked' },
        { index: 8, state: 'booked' },
      ],
    });
    for (const rejection of answer.body['rejections'] as { reason: string; fix: string }[]) {
      expect([isZhEn(rejection.reason), isZhEn(rejection.fix)]).toEqual([true, true]);
    }
    expect((await orders.get(`/v1/shipments/${makeS10('LX', 14)}`)).status).toBe(404);
  });

  it('takes one number once: the same again is the same, other content is refused', async () => {
    const before = await published();
    const first = await batch([row(20), row(20), { ...row(20), weightGrams: 1 }]);
    expect(first.body).toMatchObject({
      accepted: 2,
      rejections: [{ index: 2, code: 'booked-otherwise' }],
    });
    const again = await batch([row(20), row(20), { ...row(20), weightGrams: 1 }]);
    expect(again.text).toBe(first.text);
    expect(await published()).toBe((before ?? 0) + 1);

    const single = { merchantId: 'coop', ...row(20) };
    expect((await orders.post('/v1/shipments', single)).status).toBe(201);
    expect(await orders.post('/v1/shipments', { ...single, destinationCode: '44' })).toMatchObject({
      status: 409,
      body: { code: 'orders.shipment.booked-otherwise', field: 'trackingNumber' },
    });
  });

  it('answers a request that comes again with the same bytes, and once', async () => {
    const rows = [sampleRow, row(30), { ...row(31), weightGrams: 0 }];
    const answers = await Promise.all([batch(rows, 'same'), batch(rows, 'same')]);
    answers.push(await batch(rows, 'same'));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await batch([sampleRow], 'same')).toMatchObject({ status: 422 });
    expect(answers[0]?.body['results']).toHaveLength(2);
  });

  it('of the same numbers by many at once books each once and waits for nobody for ever', async () => {
    const before = (await published()) ?? 0;
    const rows = Array.from({ length: 500 }, (_, i) => row(1_000 + i));
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => batch(i % 2 ? rows : [...rows].reverse())),
    );
    expect(answers.map(({ body }) => body['accepted'])).toEqual(answers.map(() => 500));
    expect(await published()).toBe(before + 500);
  });

  it('refuses fields about persons, wrong envelopes and too many rows', async () => {
    const person = { merchantId: 'coop', ...sampleRow, recipientName: 'A' };
    expect(await orders.post('/v1/shipments', person)).toMatchObject({
      status: 400,
      body: { field: 'recipientName', errors: [{ code: 'unknown-field' }] },
    });
    expect((await batch([])).status).toBe(400);
    expect((await batch([sampleRow], undefined, 'nobody')).status).toBe(404);
    const many = Array.from({ length: 1_001 }, () => ({}));
    expect(await batch(many)).toMatchObject({ status: 413, body: { field: 'shipments' } });
  });

  it('lists a merchant page by page, of one state or all', async () => {
    await orders.post(`/v1/shipments/${makeS10('LX', 1_001)}/cancel`, {
      cancelledAt: '2020-09-01T11:00:00+08:00',
    });
    const numbers = async (query: string): Promise<string[]> => {
      const seen: string[] = [];
      let cursor = '';
      for (let pages = 0; pages < 10; pages++) {
        const path = `/v1/shipments?merchantId=coop&limit=200${query}${cursor && `&cursor=${cursor}`}`;
        const { body } = await orders.get(path);
        seen.push(...(body['items'] as { trackingNumber: string }[]).map((s) => s.trackingNumber));
        if (body['nextCursor'] === null) break;
        cursor = body['nextCursor'] as string;
      }
      expect(seen).toEqual([...new Set(seen)].sort());
      return seen;
    };
    const all = await numbers('');
    const booked = await numbers('&state=booked');
    expect(booked).toEqual(all.filter((number) => number !== makeS10('LX', 1_001)));
    const { body } = await orders.get('/v1/shipments?merchantId=coop&state=cancelled');
    expect(body['items']).toMatchObject([{ trackingNumber: makeS10('LX', 1_001) }]);
    const totals = (await orders.get('/v1/orders/totals')).body;
    expect(totals['byState']).toMatchObject({ booked: booked.length + 1, cancelled: 1 }); // + sim's
  });
});

describe('cancelling', () => {
  let orders: OrdersUnderTest;

  beforeAll(async () => {
    orders = await startOrders();
    await orders.post('/v1/merchants', { merchantId: 'coop', name: '合作社' });
  });
  afterAll(() => orders?.close());

  it('works once, says so again, and contradicts nobody', async () => {
    const { body } = await orders.post('/v1/shipments', { merchantId: 'coop', ...sampleRow });
    const path = `/v1/shipments/${body['trackingNumber'] as string}/cancel`;
    const word = { cancelledAt: '2020-09-01T12:00:00+08:00' };
    const first = await orders.post(path, word);
    expect(first).toMatchObject({ status: 200, body: { state: 'cancelled', ...word } });
    expect(await orders.post(path, word)).toEqual(first);
    expect(await orders.post(path, { cancelledAt: '2020-09-01T13:00:00+08:00' })).toMatchObject({
      status: 409,
      body: { code: 'orders.shipment.cancelled-otherwise' },
    });
    const events = await orders.get('/v1/shipment-events?merchantId=coop');
    expect(events.body).toMatchObject({
      lastSequence: 2,
      items: [
        { sequence: 1, type: 'booked', occurredAt: sampleRow.readyAt },
        { sequence: 2, type: 'cancelled', occurredAt: word.cancelledAt, state: 'cancelled' },
      ],
    });
    expect((await orders.post('/v1/shipments/LX000000000CN/cancel', word)).status).toBe(404);
    const never = { cancelledAt: '1970-01-01T08:00:00+08:00' };
    expect(await orders.post(path, never)).toMatchObject({ body: { field: 'cancelledAt' } });
  });
});
