import { type ParcelSnapshot, ItinerariesPlanned, ShipmentsChanged } from '@youlu/contracts';
import type { Database } from '@youlu/persistence';
import { checkMigrationRoundTrip, waitUntil } from '@youlu/testing';
import { formatInstant } from '@youlu/vocabulary';
import { Kafka, logLevel } from 'kafkajs';
import { ChangeParcels } from './parcels/change-parcels.use-case';
import { republishParcels } from './parcels/recounts/republish-parcels.program';
import { checksums, recomputeTracking } from './testing/recompute-tracking';
import {
  COUNTY_NODE,
  STATION_NODE,
  VILLAGE,
  VILLAGE_NODE,
  at,
  booking,
  itinerary,
  posted,
  scanned,
  shipment,
} from './testing/sample-parcel';
import { type Body, TrackingUnderTest, newestOf } from './testing/tracking-under-test';
import { trackingDefinition } from './tracking.persistence';

jest.setTimeout(120_000);

describe('a parcel in tracking', () => {
  let tracking: TrackingUnderTest;

  beforeAll(async () => {
    tracking = await TrackingUnderTest.start();
  });
  afterAll(async () => {
    await tracking?.close();
  });

  const verdictsOf = async (number: string): Promise<string[]> => {
    const { facts } = await tracking.read(`/v1/parcels/${number}`);
    return (facts as { scanId: string; verdict: string }[]).map((f) => `${f.scanId} ${f.verdict}`);
  };

  it('migrates up, down and up again', async () => {
    await expect(checkMigrationRoundTrip(trackingDefinition)).resolves.toBeUndefined();
  });

  it('judges each scan of a request alone', async () => {
    const good = posted('ROWS0001', 'a', 'accepted', COUNTY_NODE, '01T09:00');
    const answer = await tracking.report(
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
    const bad = await tracking.post('/v1/scans', { sentAt: 'now', scans: [good] });
    expect(bad).toMatchObject({ status: 400, body: { field: 'sentAt' } });
    const many = Array.from({ length: 1001 }, () => good);
    expect(
      (await tracking.post('/v1/scans', { sentAt: good['occurredAt'], scans: many })).status,
    ).toBe(413);
    await tracking.rest();
  });

  it('tells where a parcel is, whatever comes first, late or twice', async () => {
    const number = 'LX000000016CN';
    const departed = posted(number, 's2', 'departed', COUNTY_NODE, '02T08:10');
    const held = posted(number, 's3', 'held-at-station', STATION_NODE, '02T12:30', {
      consent: true,
    });
    await tracking.report(
      '04T12:00',
      held,
      posted(number, 's4', 'delivered', VILLAGE_NODE, '04T11:00'),
    );
    await tracking.report('04T13:00', held, held, departed);
    await tracking.rest();
    expect(await tracking.read(`/v1/parcels/${number}`)).toMatchObject({
      state: 'delivered',
      direction: null,
      facts: [
        { scanId: 's2', verdict: 'unknown-parcel', late: true },
        { scanId: 's3', verdict: 'unknown-parcel', late: true, consent: true },
        { scanId: 's4', verdict: 'unknown-parcel', late: false },
      ],
    });
    await tracking.tell(ItinerariesPlanned, [itinerary(number)]);
    await tracking.tell(ShipmentsChanged, [shipment(number)]);
    await tracking.report(
      '02T08:12',
      posted(number, 's1', 'accepted', COUNTY_NODE, '01T09:00'),
      departed,
    );
    await tracking.rest();
    expect(await tracking.read(`/v1/parcels/${number}`)).toMatchObject({
      state: 'delivered',
      direction: 'inbound',
      eta: '2020-09-04T12:00:00+08:00',
      nextExpected: null,
      misdirected: false,
      simulated: true,
      itinerary: { outcome: 'planned', legs: [{ toNodeId: STATION_NODE }, {}] },
      facts: [
        { scanId: 's1', verdict: 'ok', late: true },
        { scanId: 's2', verdict: 'ok', late: false },
        { scanId: 's3', verdict: 'ok' },
        { scanId: 's4', verdict: 'ok' },
      ],
    });
    expect(await tracking.read('/v1/parcels/LX999999999CN')).toMatchObject({ status: 404 });
  });

  it('believes neither of two versions of one scan', async () => {
    const number = 'CONFLICT1';
    await tracking.tell(ShipmentsChanged, [shipment(number)]);
    await tracking.report('01T10:00', posted(number, 'a', 'accepted', COUNTY_NODE, '01T09:00'));
    await tracking.report('01T10:00', posted(number, 'a', 'accepted', STATION_NODE, '01T09:00'));
    await tracking.rest();
    expect(await verdictsOf(number)).toEqual(['a conflicting', 'a conflicting']);
    expect(await tracking.read(`/v1/parcels/${number}`)).toMatchObject({ state: 'booked' });
  });

  it('withdraws a scan by a correction, also one that has not come yet', async () => {
    const number = 'CORRECT1';
    const url = `/v1/parcels/${number}/scans/wrong/corrections`;
    const correction = {
      correctionId: 'c1',
      reason: 'scanned the wrong bag',
      correctedAt: '2020-09-02T10:00:00+08:00',
    };
    const first = await tracking.post(url, correction, { 'idempotency-key': 'k1' });
    expect(first).toMatchObject({ status: 201, body: { scanId: 'wrong', correctionId: 'c1' } });
    expect((await tracking.post(url, correction, { 'idempotency-key': 'k1' })).text).toBe(
      first.text,
    );
    expect((await tracking.post(url, correction)).text).toBe(first.text);
    expect((await tracking.post(url, { ...correction, reason: 'other' })).status).toBe(409);
    await tracking.tell(ShipmentsChanged, [shipment(number)]);
    await tracking.report(
      '02T09:00',
      posted(number, 'right', 'accepted', COUNTY_NODE, '01T09:00'),
      posted(number, 'wrong', 'lost', COUNTY_NODE, '02T08:00'),
    );
    await tracking.rest();
    expect(await verdictsOf(number)).toEqual(['right ok', 'wrong withdrawn']);
    await tracking.post(`/v1/parcels/${number}/scans/right/corrections`, {
      ...correction,
      correctionId: 'c2',
    });
    expect(await tracking.read(`/v1/parcels/${number}`)).toMatchObject({ state: 'booked' });
  });

  it('may be booked and scanned at the same moment by two transactions', async () => {
    const numbers = Array.from({ length: 300 }, (_, i) => `RACE${String(i).padStart(4, '0')}`);
    const { db } = tracking;
    const change = tracking.get(ChangeParcels);
    const accepted = scanned('a', 'accepted', COUNTY_NODE, at('01T09:00'));
    for (const part of [numbers.slice(0, 200), numbers.slice(100)]) {
      await Promise.all([
        db.transaction((tx) =>
          change.execute(
            tx,
            part.map((trackingNumber) => ({ trackingNumber, booking })),
          ),
        ),
        db.transaction((tx) =>
          change.execute(
            tx,
            part.toReversed().map((trackingNumber) => ({ trackingNumber, scans: [accepted] })),
          ),
        ),
      ]);
    }
    const [row] = await db.query(
      `SELECT count(*) AS parcels, count(booking_version) AS booked,
              count(*) FILTER (WHERE state = 'accepted') AS accepted
         FROM parcels WHERE tracking_number LIKE 'RACE%'`,
    );
    expect(row).toEqual({ parcels: 300, booked: 300, accepted: 300 });
    await tracking.rest();
  });

  it('parks a scan that cannot be applied, and nothing else', async () => {
    const number = 'ENDLESS1';
    const minute = (i: number) => formatInstant(at('01T00:00') + i * 900_000);
    const scans = Array.from({ length: 1_001 }, (_, i) => ({
      ...posted(number, `e${i}`, 'arrived', COUNTY_NODE, '01T00:00'),
      occurredAt: minute(i),
    }));
    await tracking.report('20T00:00', ...scans.slice(0, 1_000));
    await tracking.rest();
    await tracking.report(
      '20T00:00',
      scans[1_000] as Body,
      posted('ENDLESS2', 'a', 'arrived', COUNTY_NODE, '01T00:00'),
    );
    await tracking.rest();
    expect(await tracking.read('/v1/tracking/totals')).toMatchObject({
      scansParked: 1,
    });
    expect(await tracking.read('/v1/parcels/ENDLESS2')).toMatchObject({ state: 'arrived' });
    await tracking.db.transaction((tx) => tx.execute('UPDATE dead_letters SET discarded_at = 1'));
    expect(await tracking.read('/v1/tracking/totals')).toMatchObject({ scansParked: 0 });
    await tracking.db.transaction((tx) =>
      tx.execute('UPDATE dead_letters SET discarded_at = NULL'),
    );
  });

  it('keeps every state and every cell equal to a recomputation from its scans (I4, I6)', async () => {
    expect(await recomputeTracking(tracking.db)).toEqual([]);
  });

  it('notices a state or a cell that is off by one', async () => {
    const undo = new Error('undo');
    await tracking.db
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
    const { topicPrefix } = tracking.place;
    const brokers = [...tracking.place.brokers];
    const before = await checksums(tracking.db);
    const snapshots = newestOf(await readSnapshots());
    await tracking.restart(async () => {
      const admin = new Kafka({ brokers, logLevel: logLevel.NOTHING }).admin();
      await admin.connect();
      const groups = ['scan-writer', 'parcel-context', 'rounds'];
      await admin.deleteGroups(groups.map((name) => `${topicPrefix}tracking.${name}`));
      await admin.disconnect();
    });
    await tracking.rest();
    expect(await checksums(tracking.db)).toEqual(before);
    expect(newestOf(await readSnapshots())).toEqual(snapshots);
  });

  it('tells every parcel again as it was told last, and changes nothing', async () => {
    const rows = await checksums(tracking.db);
    const before = await readSnapshots();
    const told = newestOf(before);
    expect(await republishParcels('', () => undefined)).toBe(Object.keys(told).length);
    const after = await readSnapshots();
    expect(after).toHaveLength(before.length + Object.keys(told).length);
    expect(newestOf(after)).toEqual(told);
    expect(await checksums(tracking.db)).toEqual(rows);
    await tracking.restart(async () => {
      // also with the service down, and from where an earlier attempt ended
      const rest = Object.keys(told).filter((number) => number > 'RACE0100');
      expect(await republishParcels('RACE0100', () => undefined)).toBe(rest.length);
    });
  });

  /** Every snapshot on the log, as a consumer that starts over reads them. */
  async function readSnapshots(): Promise<ParcelSnapshot[]> {
    const kafka = new Kafka({ brokers: [...tracking.place.brokers], logLevel: logLevel.NOTHING });
    const topic = `${tracking.place.topicPrefix}tracking.parcel`;
    const admin = kafka.admin();
    await admin.connect();
    const ends = await admin.fetchTopicOffsets(topic);
    await admin.disconnect();
    const due = new Map(ends.map(({ partition, high }) => [partition, Number(high)]));
    const snapshots: ParcelSnapshot[] = [];
    const consumer = kafka.consumer({ groupId: `reader-${Date.now()}`, maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const read = new Map<number, number>();
    await consumer.run({
      eachMessage: async ({ partition, message }) => {
        const { data } = JSON.parse(String(message.value)) as { data: { rows: ParcelSnapshot[] } };
        snapshots.push(...data.rows);
        read.set(partition, Number(message.offset) + 1);
      },
    });
    const isRead = () => [...due].every(([p, high]) => high === 0 || (read.get(p) ?? 0) >= high);
    await waitUntil(isRead, 15_000, 'all snapshots');
    await consumer.disconnect();
    return snapshots;
  }
});
