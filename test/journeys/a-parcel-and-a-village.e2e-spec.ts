import { Client } from './client';
import { prepareSampleCounty, COUNTY, TOWNSHIP, VILLAGE } from './sample-county';
import { type Running, type Shape, startShape } from './shapes';
import { type Engines, freshEngines } from './engines';

interface Shipment {
  trackingNumber: string;
  state: string;
}
interface Timeline {
  state: string;
  misdirected: boolean;
  facts: { scanId: string; verdict: string; late: boolean; nodeId: string }[];
  itinerary: { nodeIds: string[] } | null;
}
interface UnitState {
  items: { code: string; state: string; rule: string; evidenceCount: number }[];
}
interface Rates {
  items: { denominator: number; declared: number; observed: number }[];
}

/**
 * The life of one parcel and of the village it goes to, told as a client sees it; the same story whether
 * the services share a process or not.
 */
describe.each<Shape>(['standalone', 'separate'])('a parcel and a village (%s)', (shape) => {
  let engines: Engines;
  let running: Running | undefined;
  let client: Client;
  let parcel: string;

  const scan = (
    scanId: string,
    kind: string,
    nodeId: string,
    occurredAt: string,
    more: object = {},
  ) => ({
    scanId,
    kind,
    nodeId,
    placeCode: nodeId.split('-')[1],
    occurredAt,
    trackingNumber: parcel,
    ...more,
  });
  const upload = (sentAt: string, ...scans: object[]) =>
    client.postRows('tracking', '/v1/scans', { sentAt, scans });
  const timeline = `/v1/parcels/`;
  const village = async (asOf: string): Promise<UnitState['items'][number] | undefined> => {
    const path = `/v1/coverage/units?indicator=village-express&unit=${COUNTY}&asOf=${asOf}&limit=500`;
    const { items } = await client.get<UnitState>('coverage', path);
    return items.find((u) => u.code === VILLAGE);
  };

  beforeAll(async () => {
    engines = await freshEngines();
    running = await startShape(shape, engines.env);
    client = new Client(running.doors);
    await prepareSampleCounty(client);
  }, 120_000);
  afterAll(async () => {
    await running?.stop();
    await engines?.close();
  }, 30_000);

  it('the village is declared by its county, and nothing has been seen there', async () => {
    expect((await village('2020-09-01'))?.state).toBe('unknown');
    await client.postRows('coverage', '/v1/declarations', {
      declarations: [
        {
          declarationId: 'd-1',
          unitCode: VILLAGE,
          indicator: 'village-express',
          mode: 'post-express',
          from: '2020-01-01',
          source: '县邮政管理部门申报表',
        },
      ],
    });
    await client.postRows('coverage', '/v1/declaration-filings', {
      filings: [
        {
          filingId: 'f-1',
          countyCode: COUNTY,
          indicator: 'village-express',
          from: '2020-01-01',
          source: '县邮政管理部门申报表',
        },
      ],
    });
    expect(await village('2020-09-01')).toMatchObject({
      state: 'declared-only',
      rule: 'declared-without-evidence',
    });
  });

  it('a parcel is booked for it, twice by mistake, and is one parcel', async () => {
    const booking = {
      merchantId: 'shop',
      direction: 'inbound',
      originCode: '330100',
      destinationCode: VILLAGE,
      weightGrams: 1200,
      readyAt: '2020-09-01T06:00:00+08:00',
    };
    const first = await client.post<Shipment>('orders', '/v1/shipments', booking, 'order-4711');
    const again = await client.post<Shipment>('orders', '/v1/shipments', booking, 'order-4711');
    expect(again).toEqual(first);
    parcel = first.trackingNumber;
    expect(parcel).toMatch(/^[A-Z]{2}\d{9}CN$/);
    expect(first.state).toBe('booked');
  });

  it('it is planned: over Urumqi and Kashgar, into the county and to the village', async () => {
    await client.eventually<Timeline>('tracking', timeline + parcel, (t) => t.itinerary?.nodeIds, [
      'gateway-33',
      'hub-650102',
      'hub-653101',
      'county-653024',
      'station-653024203',
      'village-653024203200',
    ]);
  });

  it('it is accepted, and its merchant hears of it', async () => {
    await upload(
      '2020-09-01T07:05:00+08:00',
      scan('s-1', 'accepted', 'gateway-33', '2020-09-01T07:00:00+08:00'),
    );
    await client.eventually<Shipment>(
      'orders',
      `/v1/shipments/${parcel}`,
      (s) => s.state,
      'accepted',
    );
    const heard = await client.eventually<{ items: { state: string; sequence: number }[] }>(
      'orders',
      '/v1/shipment-events?merchantId=shop&after=0',
      (e) => e.items.map((i) => i.state),
      ['booked', 'accepted'],
    );
    expect(heard.items.map((i) => i.sequence)).toEqual([1, 2]);
  });

  it('it is carried to Aksu by mistake, which shows, and is forwarded', async () => {
    await upload(
      '2020-09-05T10:00:00+08:00',
      scan('s-2', 'arrived', 'hub-650102', '2020-09-04T20:00:00+08:00'),
      scan('s-3', 'arrived', 'sorting-652901', '2020-09-05T09:00:00+08:00'),
    );
    await client.eventually<Timeline>(
      'tracking',
      timeline + parcel,
      (t) => [t.state, t.misdirected, t.facts.at(-1)?.verdict],
      ['arrived', true, 'off-plan'],
    );
    await client.eventually<{ items: { trackingNumber: string }[] }>(
      'tracking',
      '/v1/exceptions?kind=misdirected&asOf=2020-09-05',
      (e) => e.items.map((i) => i.trackingNumber),
      [parcel],
    );
    await upload(
      '2020-09-06T21:00:00+08:00',
      scan('s-4', 'arrived', 'hub-653101', '2020-09-06T20:00:00+08:00'),
    );
    await client.eventually<Timeline>(
      'tracking',
      timeline + parcel,
      (t) => [t.state, t.misdirected],
      ['arrived', false],
    );
  });

  it('somebody scans it as delivered at the county by mistake and withdraws that', async () => {
    await upload(
      '2020-09-07T16:00:00+08:00',
      scan('s-5', 'delivered', 'county-653024', '2020-09-07T15:00:00+08:00'),
    );
    await client.eventually<Shipment>(
      'orders',
      `/v1/shipments/${parcel}`,
      (s) => s.state,
      'delivered',
    );
    await client.post('tracking', `/v1/parcels/${parcel}/scans/s-5/corrections`, {
      correctionId: 'c-1',
      reason: '误扫签收',
      correctedAt: '2020-09-07T16:30:00+08:00',
    });
    const seen = await client.eventually<Timeline>(
      'tracking',
      timeline + parcel,
      (t) => t.state,
      'arrived',
    );
    expect(seen.facts.find((f) => f.scanId === 's-5')?.verdict).toBe('withdrawn');
    await client.eventually<Shipment>(
      'orders',
      `/v1/shipments/${parcel}`,
      (s) => s.state,
      'arrived',
    );
  });

  it('it is delivered in the village by a handheld that is offline for two days', async () => {
    await upload(
      '2020-09-08T18:00:00+08:00',
      scan('s-6', 'arrived', `station-${TOWNSHIP}`, '2020-09-08T10:00:00+08:00'),
    );
    expect((await village('2020-09-10'))?.state).toBe('declared-only');
    const doorstep = scan('s-7', 'delivered', `village-${VILLAGE}`, '2020-09-08T12:00:00+08:00');
    await upload('2020-09-10T12:00:00+08:00', doorstep);
    await upload('2020-09-10T12:20:00+08:00', doorstep); // the answer was lost, so it is sent again
    const seen = await client.eventually<Timeline>(
      'tracking',
      timeline + parcel,
      (t) => t.state,
      'delivered',
    );
    expect(seen.facts.map((f) => f.scanId)).toEqual([
      's-1',
      's-2',
      's-3',
      's-4',
      's-5',
      's-6',
      's-7',
    ]);
    expect(seen.facts.at(-1)).toMatchObject({ verdict: 'ok', late: true });
  });

  it('the village is observed, and the figure can be walked back to that scan', async () => {
    const path = `/v1/coverage/units?indicator=village-express&unit=${COUNTY}&asOf=2020-09-10&limit=500`;
    await client.eventually<UnitState>(
      'coverage',
      path,
      ({ items }) => items.find((u) => u.code === VILLAGE)?.state,
      'observed',
    );
    const rates = await client.get<Rates>(
      'coverage',
      `/v1/coverage/rates?indicator=village-express&unit=${COUNTY}&level=county&asOf=2020-09-10`,
    );
    expect(rates.items[0]).toMatchObject({ denominator: 35, declared: 1, observed: 1 });
    const evidence = await client.get<{ items: { scanId: string; day: string }[] }>(
      'coverage',
      `/v1/coverage/evidence?indicator=village-express&unit=${VILLAGE}&asOf=2020-09-10`,
    );
    expect(evidence.items).toMatchObject([{ scanId: 's-7', day: '2020-09-08' }]);
  });

  it('the day before it was not, and four weeks later it has lapsed', async () => {
    expect((await village('2020-09-07'))?.state).toBe('declared-only');
    expect((await village('2020-10-05'))?.state).toBe('observed');
    expect((await village('2020-10-06'))?.state).toBe('declared-only');
  });
});
