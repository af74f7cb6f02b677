import type { INestApplication } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import { type TestEnvironment, testEnvironment, waitUntil } from '@youlu/testing';
import { Client } from 'pg';
import { CheckedProducer } from '../outbox/checked-producer';
import { EventSender } from '../outbox/event-sender';
import { KafkaGateway } from '../broker/kafka-gateway';
import { MessagingServer } from './messaging-server';
import { MessagingStatus } from '../metrics/messaging-status';
import {
  Sample,
  type Thing,
  ThingsHappened,
  behaviour,
  sample,
  startSample,
} from '../sample-service.fixture';

jest.setTimeout(60_000);

describe('consuming in batches', () => {
  let place: TestEnvironment;
  let app: INestApplication;
  let db: Database;
  let sender: EventSender;
  let status: MessagingStatus;

  beforeAll(async () => {
    place = await testEnvironment([sample]);
    await restart();
  });
  afterAll(async () => {
    await app?.close();
    await place?.close();
  });
  beforeEach(async () => {
    behaviour.calls = 0;
    behaviour.before = behaviour.after = async () => undefined;
    await db.transaction(async (tx) => {
      await tx.execute('DELETE FROM things');
      await tx.execute('DELETE FROM dead_letters');
    });
  });

  const things = (from: number, to: number): Thing[] =>
    Array.from({ length: to - from }, (_, i) => ({ id: `t${from + i}`, n: (from + i) % 1000 }));
  const count = async (table: string): Promise<number> =>
    (await db.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n ?? -1;
  const stored = (n: number): Promise<void> =>
    waitUntil(async () => (await count('things')) === n, 15_000, `${n} things`);
  const atRest = (): Promise<void> =>
    waitUntil(
      async () => {
        const { lag, outbox } = await status.inFlight();
        return lag === 0 && outbox === 0;
      },
      15_000,
      'rest',
    );

  it('is ready once joined, stores what was sent and comes to rest', async () => {
    expect(status.unready()).toEqual([]);
    await sender.send(ThingsHappened, things(0, 3_000));
    await stored(3_000);
    await atRest();
  });

  it('rolls back when the handler throws, and parks only what fails by itself', async () => {
    behaviour.after = async ({ rows }) => {
      if (rows.some(({ id }) => id === 't7')) throw new Error('seven is odd');
    };
    await sender.send(ThingsHappened, things(0, 200));
    await stored(199);
    const letters = await db.query(`SELECT consumer, topic, code, reason,
      convert_from(value, 'UTF8') AS value FROM dead_letters`);
    expect(letters).toEqual([
      {
        consumer: 'sample.things',
        topic: 'sample.thing',
        code: 'handler.failed',
        reason: '处理时出错。seven is odd',
        value: '{"id":"t7","n":7}',
      },
    ]);
    await atRest();
  });

  it('parks a row that breaks a constraint and one that breaks its schema; replays when mended', async () => {
    const bad = [{ id: 'big', n: 5_000 }, { id: 'worse', n: 'x' } as unknown as Thing];
    await sender.send(ThingsHappened, [...things(0, 40), ...bad]);
    await stored(40);
    await waitUntil(async () => (await count('dead_letters')) === 2, 5_000);
    const why = await db.query('SELECT code, reason FROM dead_letters ORDER BY code');
    expect(why).toEqual([
      { code: '23514', reason: expect.stringMatching(/^数据库不接受此行。new row for/) as string },
      { code: 'row.invalid', reason: '/n 不符合契约：类型应为 integer。/n must be integer' },
    ]);

    const server = app.get(MessagingServer);
    expect(await server.replay('sample')).toMatchObject({ replayed: 0, stillParked: 2 });
    await asOwner(`ALTER TABLE sample.things DROP CONSTRAINT things_n_check`);
    expect(await server.replay('sample')).toMatchObject({ replayed: 1, stillParked: 1 });
    expect(await count('things')).toBe(41);
    await db.transaction((tx) => tx.execute(`DELETE FROM things`));
    await asOwner(`ALTER TABLE sample.things ADD CONSTRAINT things_n_check CHECK (n < 1000)`);
  });

  it('replays past a row too deep to be written again, and past a letter that cannot be read', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const record = Buffer.from(
      `{"specversion":"1.0","type":"${ThingsHappened.type}","data":{"rows":[${deep},{"id":"t1","n":1}]}}`,
    );
    const { config } = app.get(KafkaGateway);
    await app
      .get(CheckedProducer)
      .send(`${config.topicPrefix}sample.thing`, [{ partition: 0, value: record }]);
    await stored(1);
    await waitUntil(async () => (await count('dead_letters')) === 1, 5_000);
    await db.transaction(async (tx) => {
      await tx.execute('DELETE FROM things');
      await tx.execute(
        `INSERT INTO dead_letters (consumer, topic, partition, "offset", row_index, value, headers,
           code, reason, parked_at)
         VALUES ('sample.things', 'sample.thing', 3, 900, 0, '{', '{}', 'x', 'cut off', 1),
                ('sample.things', 'sample.thing', 3, 901, 1, $1, '{}', 'row.too-deep', 'x', $2)`,
        [record, Date.now() + 60_000], // after all others
      );
    });
    const selection = { consumer: 'sample.things', topic: 'sample.thing' };
    expect(await app.get(MessagingServer).replay('sample', selection)).toMatchObject({
      replayed: 1,
      stillParked: 2,
    });
    expect(await db.query('SELECT id, n FROM things')).toEqual([{ id: 't1', n: 1 }]);
    expect(
      await db.query(
        'SELECT code, attempts, octet_length(value) AS bytes FROM dead_letters ORDER BY parked_at',
      ),
    ).toEqual([
      { code: 'replay.failed', attempts: 2, bytes: 1 },
      { code: 'row.too-deep', attempts: 2, bytes: record.length },
    ]);
  });

  it('parks records it cannot open and skips types that are for others', async () => {
    const producer = app.get(CheckedProducer);
    const { config } = app.get(KafkaGateway);
    const foreign = { specversion: '1.0', type: 'youlu.tracking.scans-reported.v1', data: {} };
    const unknown = { specversion: '1.0', type: 'nobody.knows.v9', data: { rows: [] } };
    const values = ['{', '[]', JSON.stringify(foreign), JSON.stringify(unknown)];
    await producer.send(
      `${config.topicPrefix}sample.thing`,
      values.map((value, i) => ({ partition: i % 4, value: Buffer.from(value) })),
    );
    await atRest();
    expect(await db.query('SELECT code FROM dead_letters ORDER BY code')).toEqual([
      { code: 'record.not-an-envelope' },
      { code: 'record.not-json' },
      { code: 'record.unknown-type' },
    ]);
  });

  it('skips nothing while the database is away', async () => {
    let cuts = 0;
    behaviour.after = async () => {
      if (cuts++ < 3) await cutConnections();
    };
    await sender.send(ThingsHappened, things(0, 500));
    await sender.send(ThingsHappened, things(500, 900));
    await stored(900);
    expect(cuts).toBeGreaterThan(3);
    expect(await count('dead_letters')).toBe(0);
    await atRest();
  });

  it('changes nothing when a batch comes twice', async () => {
    await sender.send(ThingsHappened, things(0, 300));
    await sender.send(ThingsHappened, things(0, 300));
    await atRest();
    expect(await count('things')).toBe(300);
  });

  it('goes on after a restart where it stopped, in less than 3 s', async () => {
    await sender.send(ThingsHappened, things(0, 100));
    await atRest();
    const began = Date.now();
    await app.close();
    const took = Date.now() - began;
    expect(took).toBeLessThan(3_000);
    await restart();
    await atRest();
    expect(behaviour.calls).toBeLessThanOrEqual(4);
    await sender.send(ThingsHappened, things(100, 200));
    await stored(200);
  });

  it('stops in time while the database is away, and loses nothing by it', async () => {
    behaviour.before = () => Promise.reject(Object.assign(new Error('away'), { code: '57P01' }));
    await sender.send(ThingsHappened, things(0, 400));
    await waitUntil(() => behaviour.calls >= 3, 10_000, 'some attempts');
    const began = Date.now();
    await app.close();
    expect(Date.now() - began).toBeLessThan(3_000);
    behaviour.before = async () => undefined;
    await restart();
    await stored(400);
    expect(await count('dead_letters')).toBe(0);
  });

  it('shares the partitions with another process and takes them back', async () => {
    const second = await startSample();
    try {
      await sender.send(ThingsHappened, things(0, 500));
      await stored(500);
    } finally {
      await second.close();
    }
    await sender.send(ThingsHappened, things(500, 900));
    await stored(900);
    await atRest();
  });

  it('refuses another cluster under the same rows', async () => {
    await app.close();
    await asOwner(`UPDATE sample.kafka_cluster SET cluster_id = 'another'`);
    app = await startSample();
    status = app.get(MessagingStatus);
    expect(status.unready()[0]).toMatch(/cluster another, but .* answers.*adopt-cluster sample/);
  });

  async function restart(): Promise<void> {
    app = await startSample();
    ({ db } = app.get(Sample));
    sender = app.get(EventSender);
    status = app.get(MessagingStatus);
  }
  async function asOwner(sql: string): Promise<void> {
    const client = new Client({ connectionString: place.databaseUrl });
    client.on('error', () => undefined); // cuts cut each other, too
    await client.connect();
    await client.query(sql);
    await client.end();
  }
  const cutConnections = (): Promise<void> =>
    asOwner(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid()`);
});
