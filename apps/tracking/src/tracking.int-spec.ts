import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  ItinerariesPlanned,
  type ParcelSnapshot,
  RoundsChanged,
  ShipmentsChanged,
  VisitsReported,
} from '@youlu/contracts';
import { createService } from '@youlu/http';
import { EventSender, MessagingStatus } from '@youlu/messaging';
import { Database } from '@youlu/persistence';
import {
  type TestEnvironment,
  checkMigrationRoundTrip,
  testEnvironment,
  waitUntil,
} from '@youlu/testing';
import { formatInstant } from '@youlu/vocabulary';
import { Kafka, logLevel } from 'kafkajs';
import { checksums, recomputeTracking } from './testing/recompute-tracking';
import { at, VILLAGE } from './testing/sample-parcel';
import { TrackingModule } from './tracking.module';
import { trackingDefinition } from './tracking.persistence';

jest.setTimeout(120_000);

type Body = Record<string, unknown>;
const STATION = 'station-653024203';
const COUNTY = 'county-653024';

const shipment = (trackingNumber: string, more: Partial<typeof ShipmentsChanged.example> = {}) => ({
  ...ShipmentsChanged.example,
  trackingNumber,
  direction: 'inbound' as const,
  productId: null,
  originCode: '330100',
  destinationCode: VILLAGE,
  readyAt: at('01T08:00'),
  ...more,
});
const itinerary = (trackingNumber: string) => ({
  trackingNumber,
  version: 1,
  outcome: 'planned' as const,
  legs: [
    { fromNodeId: COUNTY, toNodeId: STATION, departAt: at('02T08:00'), arriveAt: at('02T12:00') },
    {
      fromNodeId: STATION,
      toNodeId: `village-${VILLAGE}`,
      departAt: at('04T08:00'),
      arriveAt: at('04T12:00'),
    },
  ],
  nodeIds: [COUNTY, STATION, `village-${VILLAGE}`],
  etaAt: at('04T12:00'),
});
const scan = (
  trackingNumber: string,
  scanId: string,
  kind: string,
  nodeId: string,
  time: string,
  more: Body = {},
): Body => ({
  scanId,
  trackingNumber,
  kind,
  nodeId,
  placeCode: nodeId.replace(/^\D*/, ''),
  occurredAt: formatInstant(at(time)),
  ...more,
});

describe('tracking', () => {
  let place: TestEnvironment;
  let app: NestFastifyApplication;
  let db: Database;

  const start = async (): Promise<void> => {
    app = await createService(TrackingModule, {
      service: 'tracking',
      description: 'under test',
      defaultPort: 0,
    });
    db = app.get(Database, { strict: false });
  };
  beforeAll(async () => {
    place = await testEnvironment([trackingDefinition]);
    await start();
  });
  afterAll(async () => {
    await app?.close();
    await place?.close();
  });

  const rest = (): Promise<void> =>
    waitUntil(
      async () => {
        const { lag, outbox } = await app.get(MessagingStatus, { strict: false }).inFlight();
        return lag === 0 && outbox === 0;
      },
      20_000,
      'rest',
    );
  const tell: EventSender['send'] = (contract, rows) =>
    app.get(EventSender, { strict: false }).send(contract, rows);
  const get = async (url: string): Promise<Body> => (await app.inject({ url })).json();
  const post = async (url: string, payload: Body, headers: Record<string, string> = {}) => {
    const answer = await app.inject({ method: 'POST', url, payload, headers });
    return { status: answer.statusCode, body: answer.json<Body>(), text: answer.body };
  };
  const report = async (sentAt: string, ...scans: Body[]): Promise<Body> =>
    (await post('/v1/scans', { sentAt: formatInstant(at(sentAt)), scans })).body;
  const verdictsOf = async (number: string): Promise<string[]> =>
    ((await get(`/v1/parcels/${number}`))['facts'] as { scanId: string; verdict: string }[]).map(
      ({ scanId, verdict }) => `${scanId} ${verdict}`,
    );

  it('migrates up, down and up again', async () => {
    await expect(checkMigrationRoundTrip(trackingDefinition)).resolves.toBeUndefined();
  });

  it('judges each scan of a request alone', async () => {
    const good = scan('ROWS0001', 'a', 'accepted', COUNTY, '01T09:00');
    const answer = await report(
      '01T09:05',
      good,
      { ...good, kind: 'teleported' },
      { ...good, occurredAt: '2020-09-01T09:00:00' },
      { ...good, phone: '13800000000' },
      { ...good, placeCode: '65302' },
    );
    expect(answer).toMatchObject({ accepted: 1, rejected: 4 });
    expect((answer['rejections'] as Body[]).map(({ index, field }) => [index, field])).toEqual([
      [1, 'kind'],
      [2, 'occurredAt'],
      [3, 'phone'],
      [4, 'placeCode'],
    ]);
    const bad = await post('/v1/scans', { sentAt: 'now', scans: [good] });
    expect(bad).toMatchObject({ status: 400, body: { field: 'sentAt' } });
    const many = Array.from({ length: 1001 }, () => good);
    expect((await post('/v1/scans', { sentAt: good['occurredAt'], scans: many })).status).toBe(413);
    await rest();
  });

  it('tells where a parcel is, whatever comes first, late or twice', async () => {
    const number = 'LX000000016CN';
    const departed = scan(number, 's2', 'departed', COUNTY, '02T08:10');
    const held = scan(number, 's3', 'held-at-station', STATION, '02T12:30', { consent: true });
    await report(
      '04T12:00',
      held,
      scan(number, 's4', 'delivered', `village-${VILLAGE}`, '04T11:00'),
    );
    await report('04T13:00', held, held, departed);
    await rest();
    expect(await get(`/v1/parcels/${number}`)).toMatchObject({
      state: 'delivered',
      direction: null,
      facts: [
        { scanId: 's2', verdict: 'unknown-parcel', late: true },
        { scanId: 's3', verdict: 'unknown-parcel', late: true, consent: true },
        { scanId: 's4', verdict: 'unknown-parcel', late: false },
      ],
    });
    await tell(ItinerariesPlanned, [itinerary(number)]);
    await tell(ShipmentsChanged, [shipment(number)]);
    await report('02T08:12', scan(number, 's1', 'accepted', COUNTY, '01T09:00'), departed);
    await rest();
    expect(await get(`/v1/parcels/${number}`)).toMatchObject({
      state: 'delivered',
      direction: 'inbound',
      eta: '2020-09-04T12:00:00+08:00',
      nextExpected: null,
      misdirected: false,
      simulated: true,
      itinerary: { outcome: 'planned', legs: [{ toNodeId: STATION }, {}] },
      facts: [
        { scanId: 's1', verdict: 'ok', late: true },
        { scanId: 's2', verdict: 'ok', late: false },
        { scanId: 's3', verdict: 'ok' },
        { scanId: 's4', verdict: 'ok' },
      ],
    });
    expect((await app.inject({ url: '/v1/parcels/LX999999999CN' })).statusCode).toBe(404);
  });

  it('believes neither of two versions of one scan', async () => {
    const number = 'CONFLICT1';
    await tell(ShipmentsChanged, [shipment(number)]);
    await report('01T10:00', scan(number, 'a', 'accepted', COUNTY, '01T09:00'));
    await report('01T10:00', scan(number, 'a', 'accepted', STATION, '01T09:00'));
    await rest();
    expect(await verdictsOf(number)).toEqual(['a conflicting', 'a conflicting']);
    expect(await get(`/v1/parcels/${number}`)).toMatchObject({ state: 'booked' });
  });

  it('withdraws a scan by a correction, also one that has not come yet', async () => {
    const number = 'CORRECT1';
    const url = `/v1/parcels/${number}/scans/wrong/corrections`;
    const correction = {
      correctionId: 'c1',
      reason: 'scanned the wrong bag',
      correctedAt: '2020-09-02T10:00:00+08:00',
    };
    const first = await post(url, correction, { 'idempotency-key': 'k1' });
    expect(first).toMatchObject({ status: 201, body: { scanId: 'wrong', correctionId: 'c1' } });
    expect((await post(url, correction, { 'idempotency-key': 'k1' })).text).toBe(first.text);
    expect((await post(url, correction)).text).toBe(first.text);
    expect((await post(url, { ...correction, reason: 'other' })).status).toBe(409);
    await tell(ShipmentsChanged, [shipment(number)]);
    await report(
      '02T09:00',
      scan(number, 'right', 'accepted', COUNTY, '01T09:00'),
      scan(number, 'wrong', 'lost', COUNTY, '02T08:00'),
    );
    await rest();
    expect(await verdictsOf(number)).toEqual(['right ok', 'wrong withdrawn']);
    await post(`/v1/parcels/${number}/scans/right/corrections`, {
      ...correction,
      correctionId: 'c2',
    });
    expect(await get(`/v1/parcels/${number}`)).toMatchObject({ state: 'booked' });
  });

  it('counts volumes by place, day and kind, and pages through them', async () => {
    const answer = await get(`/v1/volumes?place=653024&limit=2`);
    const items = [...(answer['items'] as Body[])];
    for (let cursor = answer['nextCursor']; cursor !== null;) {
      const next = await get(`/v1/volumes?place=653024&limit=2&cursor=${String(cursor)}`);
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
    expect(items).toEqual((await get('/v1/volumes?place=653024'))['items']);
    expect((await get('/v1/volumes?place=653024203'))['items']).not.toContainEqual(
      expect.objectContaining({ placeCode: '653024' }),
    );
  });

  it('lists what an operator should look at', async () => {
    const parked = 'PARKED01';
    const stray = 'STRAYED1';
    await tell(ShipmentsChanged, [shipment(parked), shipment(stray)]);
    await tell(ItinerariesPlanned, [itinerary(stray)]);
    await report(
      '03T10:00',
      scan(parked, 'a', 'held-at-station', STATION, '03T09:00', { consent: true }),
      scan(stray, 'a', 'arrived', 'county-653022', '03T09:00'),
    );
    const roundId = `round-${VILLAGE}`;
    await tell(RoundsChanged, [{ ...RoundsChanged.example, from: '2020-09-01', to: '2020-09-08' }]);
    const visit = { ...VisitsReported.example, roundId, villageCode: VILLAGE, recordedAt: 1 };
    await tell(VisitsReported, [
      { ...visit, visitId: 'v2', visitedAt: at('02T10:00'), sentAt: at('02T12:00') },
      { ...visit, visitId: 'v2', visitedAt: at('02T10:00'), sentAt: at('02T11:00') },
      { ...visit, visitId: 'v4', visitedAt: at('04T10:00'), sentAt: at('04T09:00') },
      { ...visit, visitId: 'v7', visitedAt: at('07T10:00'), sentAt: at('07T12:00') },
      { ...visit, visitId: 'v7', visitedAt: at('07T11:00'), sentAt: at('07T12:00') },
    ]);
    await rest();
    const list = async (kind: string, rest = ''): Promise<Body[]> =>
      (await get(`/v1/exceptions?kind=${kind}&asOf=2020-09-10${rest}`))['items'] as Body[];
    expect(await list('parked-at-township')).toMatchObject([
      { trackingNumber: parked, villageCode: VILLAGE, since: '2020-09-03T09:00:00+08:00' },
    ]);
    expect(await list('misdirected')).toMatchObject([
      { trackingNumber: stray, placeCode: '653022', lastFact: { nodeId: 'county-653022' } },
    ]);
    expect(await list('misdirected', '&place=653024')).toEqual([]);
    expect((await list('stuck')).map(({ trackingNumber }) => trackingNumber)).toContain(
      'CONFLICT1',
    );
    // Mondays, Wednesdays, Fridays of the round's week: seen on the 2nd, from the future on the 4th,
    // told in two versions on the 7th
    expect((await list('missed-round')).map(({ day }) => day)).toEqual([
      '2020-09-04',
      '2020-09-07',
    ]);
    const page = await get('/v1/exceptions?kind=missed-round&asOf=2020-09-10&limit=1');
    const next = `&limit=1&cursor=${String(page['nextCursor'])}`;
    expect(await list('missed-round', next)).toMatchObject([
      { day: '2020-09-07', roundId, lastFact: { occurredAt: '2020-09-02T10:00:00+08:00' } },
    ]);
    expect((await get('/v1/exceptions?kind=stuck'))['status']).toBe(400);
  });

  it('parks a scan that cannot be applied, and nothing else', async () => {
    const number = 'ENDLESS1';
    const minute = (i: number) => formatInstant(at('01T00:00') + i * 900_000);
    const scans = Array.from({ length: 1_001 }, (_, i) => ({
      ...scan(number, `e${i}`, 'arrived', COUNTY, '01T00:00'),
      occurredAt: minute(i),
    }));
    await report('20T00:00', ...scans.slice(0, 1_000));
    await rest();
    await report(
      '20T00:00',
      scans[1_000] as Body,
      scan('ENDLESS2', 'a', 'arrived', COUNTY, '01T00:00'),
    );
    await rest();
    expect(await get('/v1/tracking/totals')).toMatchObject({ scansParked: 1, visitsKnown: 3 });
    expect(await get('/v1/parcels/ENDLESS2')).toMatchObject({ state: 'arrived' });
  });

  it('keeps every state and every cell equal to a recomputation from its scans (I4, I6)', async () => {
    expect(await recomputeTracking(db)).toEqual([]);
  });

  it('notices a state or a cell that is off by one', async () => {
    const undo = new Error('undo');
    await db
      .transaction(async (tx) => {
        await tx.execute(`UPDATE parcels SET state = 'lost' WHERE tracking_number = 'CORRECT1'`);
        await tx.execute(`UPDATE volumes SET parcels = parcels + 1 WHERE place_code = $1`, [
          VILLAGE,
        ]);
        const inside = { query: tx.query.bind(tx) } as unknown as Database;
        expect(await recomputeTracking(inside)).toHaveLength(2);
        throw undo;
      })
      .catch((error: unknown) => expect(error).toBe(undo));
  });

  it('changes nothing when the whole log is read again from its beginning (I10)', async () => {
    const before = await checksums(db);
    const snapshots = await readSnapshots();
    await app.close();
    const admin = new Kafka({ brokers: [...place.brokers], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const groups = ['scan-writer', 'parcel-context', 'rounds'];
    await admin.deleteGroups(groups.map((name) => `${place.topicPrefix}tracking.${name}`));
    await admin.disconnect();
    await start();
    await rest();
    expect(await checksums(db)).toEqual(before);
    expect(await readSnapshots()).toEqual(snapshots);
  });

  /** Every snapshot on the log, newest version of each parcel. */
  async function readSnapshots(): Promise<Record<string, ParcelSnapshot>> {
    const kafka = new Kafka({ brokers: [...place.brokers], logLevel: logLevel.NOTHING });
    const topic = `${place.topicPrefix}tracking.parcel`;
    const admin = kafka.admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(topic);
    await admin.disconnect();
    const due = new Map(ends.map(({ partition, high }) => [partition, Number(high)]));
    const newest: Record<string, ParcelSnapshot> = {};
    const consumer = kafka.consumer({ groupId: `reader-${Date.now()}`, maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const read = new Map<number, number>();
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        const { data } = JSON.parse(String(message.value)) as { data: { rows: ParcelSnapshot[] } };
        for (const row of data.rows) {
          const known = newest[row.trackingNumber];
          if (!known || known.version < row.version) newest[row.trackingNumber] = row;
        }
        read.set(partition, Number(message.offset) + 1);
      },
    });
    const isRead = () => [...due].every(([p, high]) => high === 0 || (read.get(p) ?? 0) >= high);
    await waitUntil(isRead, 15_000, 'all snapshots');
    await consumer.disconnect();
    return newest;
  }
});
