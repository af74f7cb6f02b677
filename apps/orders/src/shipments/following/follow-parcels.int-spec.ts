import { ParcelsChanged, type ParcelSnapshot } from '@youlu/contracts';
import { EventSender } from '@youlu/messaging';
import { rebuild } from '@youlu/persistence';
import { makeS10, parseInstant, PARCEL_STATES } from '@youlu/vocabulary';
import { RecountCells } from '../../flows/recount-cells.use-case';
import { type OrdersUnderTest, sampleRow, startOrders } from '../../testing/orders-under-test';
import { FollowParcels } from './follow-parcels.use-case';

jest.setTimeout(60_000);

const at = (text: string): number => parseInstant(text) as number;
const FIFTH = at('2020-09-05T23:00:00+08:00');
const SIXTH = at('2020-09-06T01:00:00+08:00');

describe('shipments that follow their parcels', () => {
  let orders: OrdersUnderTest;

  beforeAll(async () => {
    orders = await startOrders();
    for (const productId of ['pear', 'jujube']) {
      await orders.post('/v1/products', {
        productId,
        name: productId,
        category: 'fresh_fruit',
        originCodes: ['652801'],
        seasonStart: '09-05',
        seasonEnd: '11-30',
      });
    }
    for (const [i, merchantId] of ['a', 'b', 'c'].entries()) {
      await orders.post('/v1/merchants', { merchantId, name: merchantId });
      const lease = { merchantId, serviceIndicator: 'LX', count: 1_000, first: i * 1_000 };
      await orders.post('/v1/number-blocks', lease);
    }
    await orders.post('/v1/projects', {
      projectId: 'pear-2020',
      name: '库尔勒香梨',
      track: 'place',
      productId: 'pear',
      placeCodes: ['6528', '652901'],
      jurisdiction: '65',
      from: '2020-01-01',
      to: '2021-01-01',
      openingCount: 99_800,
      plannedCount: 1_000,
      sampleEvery: 100,
      simulated: true,
    });
  });
  afterAll(() => orders?.close());

  const book = async (serials: number[], row: object = {}) => {
    const merchantId = ['a', 'b', 'c'][Math.floor((serials[0] ?? 0) / 1_000)];
    const shipments = serials.map((serial) => ({
      ...sampleRow,
      productId: 'pear',
      ...row,
      trackingNumber: makeS10('LX', serial),
    }));
    const { body } = await orders.post('/v1/shipment-batches', { merchantId, shipments });
    expect(body['accepted']).toBe(serials.length);
  };
  const parcel = (serial: number, rest: Partial<ParcelSnapshot>): ParcelSnapshot => ({
    ...ParcelsChanged.example,
    trackingNumber: makeS10('LX', serial),
    version: 1,
    state: 'accepted',
    lastFactAt: FIFTH,
    acceptedAt: FIFTH,
    departedAt: null,
    facts: [],
    ...rest,
  });
  const follow = (parcels: ParcelSnapshot[]) =>
    orders.db.transaction((tx) =>
      orders.app.get(FollowParcels, { strict: false }).execute(tx, parcels, 1),
    );
  const project = async (asOf: string) =>
    (await orders.get(`/v1/projects?asOf=${asOf}`)).body['items'];
  const differences = async () => (await new RecountCells().compare(orders.db)).differences;
  const cells = () =>
    orders.db.query(
      `select day, product, origin_county, destination, sum(parcels)::bigint as parcels
       from flow_cells group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    );

  it('take state, events and counts from what tracking publishes', async () => {
    await book([0, 1]);
    const sender = orders.app.get(EventSender, { strict: false });
    await sender.send(ParcelsChanged, [parcel(0, {}), parcel(999, {})]); // 999: never booked here
    await sender.send(ParcelsChanged, [
      parcel(0, { version: 3, state: 'in-transit', departedAt: SIXTH, lastFactAt: SIXTH }),
    ]);
    await sender.send(ParcelsChanged, [parcel(0, { version: 2, state: 'arrived' })]);
    await orders.atRest();
    expect((await orders.get(`/v1/shipments/${makeS10('LX', 0)}`)).body['state']).toBe(
      'in-transit',
    );
    const events = (await orders.get('/v1/shipment-events?merchantId=a')).body['items'];
    expect((events as { type: string; state: string }[]).at(-1)).toMatchObject({
      type: 'state-changed',
      state: 'in-transit',
      trackingNumber: makeS10('LX', 0),
    });
    expect((await orders.get('/v1/flows?from=2020-09-01&to=2020-10-01')).body).toEqual({
      items: [
        {
          product: 'pear',
          originCounty: '652801',
          destination: '33',
          direction: 'outbound',
          day: '2020-09-05',
          parcels: 1,
          simulated: false,
        },
      ],
      nextCursor: null,
    });
    const path = `/v1/shipments/${makeS10('LX', 0)}/cancel`;
    expect(await orders.post(path, { cancelledAt: '2020-09-06T10:00:00+08:00' })).toMatchObject({
      status: 409,
      body: { code: 'orders.shipment.under-way' },
    });
  });

  it('count for their project once, on the day accepted, unless sent back before departure', async () => {
    await book([10, 11, 12]);
    await book([13], { originCode: '652901105' });
    await book([14], { originCode: '659001' });
    await book([15], { productId: 'jujube' });
    await follow([10, 11, 12, 13, 14, 15].map((serial) => parcel(serial, {})));
    expect(await project('2020-09-05')).toMatchObject([
      {
        projectId: 'pear-2020',
        opening: 99_800,
        counted: 5, // 0, 10, 11, 12, 13
        sampleEvery: 100,
        toDate: 100_300,
        threshold: { value: 100_000 },
        qualifies: true,
        periodState: 'open',
        simulated: true,
      },
    ]);
    expect(await project('2020-09-04')).toMatchObject([{ counted: 0, qualifies: false }]);
    await follow([
      parcel(10, { version: 2, state: 'returned' }),
      parcel(11, { version: 2, state: 'returned', departedAt: SIXTH }),
      parcel(12, { version: 2, acceptedAt: SIXTH }), // an earlier acceptance was withdrawn
      parcel(13, { version: 2, state: 'booked', acceptedAt: null }), // both were
    ]);
    expect(await project('2020-09-05')).toMatchObject([
      { counted: 2, toDate: 100_000, qualifies: false },
    ]);
    expect(await project('2020-09-06')).toMatchObject([{ counted: 3, qualifies: true }]);
    expect(await differences()).toEqual([]);
  });

  it('end the same when batches of many parcels come at once, twice and in disorder', async () => {
    for (const start of [100, 1_000, 2_000]) {
      await book(
        Array.from({ length: 300 }, (_, i) => start + i),
        { productId: 'jujube' },
      );
    }
    const serials = [100, 1_000, 2_000].flatMap((s) =>
      Array.from({ length: 300 }, (_, i) => s + i),
    );
    const states = PARCEL_STATES.filter(
      (state) => !['unknown', 'booked', 'cancelled'].includes(state),
    );
    const snapshots = [1, 2, 3, 4].flatMap((version) =>
      serials.map((serial, i) =>
        parcel(serial, {
          version,
          state: states[(i + version) % states.length] as ParcelSnapshot['state'],
          acceptedAt: (i + version) % 3 === 0 ? SIXTH : FIFTH,
          departedAt: (i * version) % 5 === 0 ? null : SIXTH,
        }),
      ),
    );
    const shuffled = [...snapshots, ...snapshots].sort(
      (a, b) => spread(a.trackingNumber, a.version) - spread(b.trackingNumber, b.version),
    );
    const batches = Array.from({ length: 12 }, (_, i) => shuffled.filter((__, j) => j % 12 === i));
    await Promise.all(batches.map(follow));
    const before = await cells();
    expect(await differences()).toEqual([]);
    await Promise.all(batches.map(follow));
    expect(await cells()).toEqual(before);
    expect(await differences()).toEqual([]);
    const versions = await orders.db.query<{ low: number }>(
      `select min(parcel_version) as low from shipments where product_id = 'jujube' and merchant_id <> 'a'`,
    );
    expect(versions[0]?.low).toBe(4);
  });

  it('are mended by snapshots told again, booked here or not, and untouched where all is right', async () => {
    await book([30, 31]);
    const agent = makeS10('LX', 950); // not booked
    const link = { linkedTrackingNumber: agent, relation: 'agent-waybill' };
    const linkedAt = '2020-09-05T10:00:00+08:00';
    const path = `/v1/shipments/${makeS10('LX', 31)}/links`;
    expect((await orders.post(path, { ...link, linkedAt })).status).toBe(201);
    const fact = {
      ...(ParcelsChanged.example.facts[0] as ParcelSnapshot['facts'][number]),
      ...{ kind: 'accepted' as const, occurredAt: FIFTH, placeCode: '652801' },
    };
    const told = [30, 950].map((serial) => parcel(serial, { version: 4, facts: [fact] }));
    await follow(told);
    const rows = () =>
      orders.db.query<{ row: string; written: string }>(
        `select s::text as row, xmin::text as written from shipments s where tracking_number = any($1)
         union all select u::text, xmin::text from unbooked_parcels u where tracking_number = any($1)
         order by 1`,
        [[30, 31, 950].map((serial) => makeS10('LX', serial))],
      );
    const [right, counted] = [await rows(), await cells()];
    await follow(told);
    expect(await rows()).toEqual(right); // not even written again
    await orders.db.transaction(async (tx) => {
      await tx.execute(
        `update shipments set state = 'returned', accepted_at = $2, accepted_place = null,
           standing_day = '2020-09-06', standing_outlet = null where tracking_number = $1`,
        [makeS10('LX', 30), SIXTH],
      );
      await tx.execute(
        `update unbooked_parcels set accepted_at = null, departed = true where tracking_number = $1`,
        [agent],
      );
    });
    const options = { name: 'cells', dryRun: false, say: () => undefined };
    await rebuild(orders.db, new RecountCells(), options); // takes what is kept for right
    expect(await cells()).not.toEqual(counted);
    await follow(told);
    expect((await rows()).map(({ row }) => row)).toEqual(right.map(({ row }) => row));
    expect(await differences()).toEqual([]);
    expect(await cells()).toEqual(expect.arrayContaining(counted));
    const mended = await rows();
    await follow(told);
    expect(await rows()).toEqual(mended);
  });

  it('show flows page by page, each once', async () => {
    const whole = (await orders.get('/v1/flows?from=2020-01-01&to=2021-01-01')).body['items'];
    const paged: unknown[] = [];
    let cursor = '';
    for (let pages = 0; pages < 20; pages++) {
      const query = `from=2020-01-01&to=2021-01-01&limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await orders.get(`/v1/flows?${query}`);
      paged.push(...(body['items'] as unknown[]));
      if (body['nextCursor'] === null) break;
      cursor = body['nextCursor'] as string;
    }
    expect(paged).toEqual(whole);
    expect((await orders.get('/v1/flows')).body['items']).toEqual(whole);
    expect(paged.length).toBeGreaterThan(3);
  });
});

/** A fixed disorder. */
function spread(text: string, version: number): number {
  return (Number(text.slice(2, 10)) * 7919 + version * 104_729) % 10_007;
}
