import type { ParcelLinkRow } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import { makeS10 } from '@youlu/vocabulary';
import { type OrdersUnderTest, sampleRow, startOrders } from '../testing/orders-under-test';
import { LinkRepository } from './link.repository';
import { RepublishLinks } from './republish-links.use-case';

jest.setTimeout(60_000);

describe('links that are told again', () => {
  const LINKED = ['YT-0000000001', 'YT-0000000002', 'YT-0000000003'] as const;
  let orders: OrdersUnderTest;
  let outbox: Outbox;
  let teller: RepublishLinks;

  beforeAll(async () => {
    orders = await startOrders();
    outbox = orders.app.get(Outbox, { strict: false });
    teller = new RepublishLinks(orders.db, new LinkRepository(), outbox);
    await orders.post('/v1/merchants', { merchantId: 'coop', name: '合作社' });
    const lease = { merchantId: 'coop', serviceIndicator: 'LX', count: 100, first: 0 };
    await orders.post('/v1/number-blocks', lease);
    const trackingNumber = makeS10('LX', 0);
    await orders.post('/v1/shipments', { ...sampleRow, merchantId: 'coop', trackingNumber });
    for (const linkedTrackingNumber of LINKED) {
      const linkedAt = '2020-09-06T10:00:00+08:00';
      const link = { linkedTrackingNumber, relation: 'agent-waybill', linkedAt };
      const { status } = await orders.post(`/v1/shipments/${trackingNumber}/links`, link);
      expect(status).toBe(201);
    }
  });
  afterAll(() => orders?.close());

  const told = async (after = ''): Promise<ParcelLinkRow[]> => {
    const spy = jest.spyOn(outbox, 'add');
    const { rows, last } = await teller.after(after);
    const links = spy.mock.calls.flatMap(([, , some]) => some as ParcelLinkRow[]);
    spy.mockRestore();
    expect([links.length, last]).toEqual([rows, null]);
    return links;
  };

  it('say what they said, and go on after a number', async () => {
    const first = await told();
    expect(first.map(({ linkedNumber }) => linkedNumber)).toEqual(LINKED);
    expect(await told()).toEqual(first);
    expect(await told(LINKED[0])).toEqual(first.slice(1));
  });

  it('are known from the moment they are first told, where it was not kept when they were noted', async () => {
    const [before] = await told();
    await orders.db.transaction((tx) =>
      tx.execute('update shipment_links set recorded_at = null where linked_number = $1', [
        LINKED[0],
      ]),
    );
    const now = Date.now();
    const [old] = await told();
    expect(old).toEqual({ ...before, recordedAt: expect.any(Number) as number });
    expect(old?.recordedAt).toBeGreaterThanOrEqual(now);
    expect((await told())[0]).toEqual(old);
  });
});
