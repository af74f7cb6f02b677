import type { INestApplication } from '@nestjs/common';
import { type EmbeddedKafka, startEmbeddedKafka } from '@youlu/embedded';
import { type TestEnvironment, testEnvironment, waitUntil } from '@youlu/testing';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EventSender } from '../outbox/event-sender';
import { KafkaGateway } from './kafka-gateway';
import { MessagingStatus } from '../metrics/messaging-status';
import { LogUnavailable } from '../messaging.errors';
import { Sample, ThingsHappened, sample, startSample } from '../sample-service.fixture';

jest.setTimeout(120_000);

describe('a log that is replaced by another under a running service', () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlu-replaced-'));
  const say = (): void => undefined;
  let kafka: EmbeddedKafka;
  let place: TestEnvironment;
  let app: INestApplication;

  beforeAll(async () => {
    place = await testEnvironment([sample]);
    kafka = await startEmbeddedKafka({ dataDir: join(folder, 'kafka'), durable: false, say });
    process.env['KAFKA_BROKERS'] = kafka.brokers.join(',');
    app = await startSample();
  });
  afterAll(async () => {
    await app?.close();
    await kafka?.stop();
    await place?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('stops consumers, relay and doors, and says which command accepts it', async () => {
    const { db, outbox } = app.get(Sample);
    const status = app.get(MessagingStatus);
    await app.get(EventSender).send(ThingsHappened, [{ id: 'ours', n: 1 }]);
    const stored = async (): Promise<string[]> =>
      (await db.query<{ id: string }>('SELECT id FROM things ORDER BY id')).map(({ id }) => id);
    await waitUntil(async () => (await stored()).length === 1, 20_000);

    const { port } = kafka;
    await kafka.stop();
    // Under way when the other log begins to answer: kafkajs connects anew in the middle of a send.
    await db.transaction((tx) => outbox.add(tx, ThingsHappened, [{ id: 'under-way', n: 1 }]));
    const posted = app.get(EventSender).send(ThingsHappened, [{ id: 'posted', n: 1 }]);
    const answered = posted.then(
      () => 'acknowledged',
      () => 'refused',
    );
    kafka = await startEmbeddedKafka({ dataDir: join(folder, 'other'), port, durable: false, say });
    // The other log has all the topics, so nothing but its identity tells that it is another.
    await app
      .get(KafkaGateway, { strict: false })
      .ensureTopics([place.topicPrefix + ThingsHappened.topic]);

    await waitUntil(() => status.unready().some((line) => line.includes('adopt-cluster')), 60_000);
    const send = app.get(EventSender).send(ThingsHappened, [{ id: 'theirs', n: 1 }]);
    await expect(send).rejects.toBeInstanceOf(LogUnavailable);
    await db.transaction((tx) => outbox.add(tx, ThingsHappened, [{ id: 'kept', n: 1 }]));
    await new Promise((resolve) => setTimeout(resolve, 3_000)); // longer than a relay's pause
    expect(await stored()).toEqual(['ours']);
    expect(await answered).toBe('refused');
    const [waiting] = await db.query<{ n: number }>('SELECT count(*) AS n FROM outbox');
    expect(waiting?.n).toBe(2);
    const topic = place.topicPrefix + ThingsHappened.topic;
    const { [topic]: ends } = await app.get(KafkaGateway, { strict: false }).endsOf([topic]);
    expect(new Set(ends)).toEqual(new Set([0]));
    expect(status.unready()).toHaveLength(1);
  });

  it('sends nothing to it after another start either', async () => {
    await app.close();
    app = await startSample();
    const { db } = app.get(Sample);
    expect(app.get(MessagingStatus).unready().join()).toContain('adopt-cluster');
    const send = app.get(EventSender).send(ThingsHappened, [{ id: 'theirs', n: 2 }]);
    await expect(send).rejects.toBeInstanceOf(LogUnavailable);
    await new Promise((resolve) => setTimeout(resolve, 3_000)); // longer than a relay's pause
    const [waiting] = await db.query<{ n: number }>('SELECT count(*) AS n FROM outbox');
    expect(waiting?.n).toBe(2);
  });

  it('goes on with it when a person says so by the command, and sends what waited', async () => {
    // As it was built: npm run build.
    const command = [join(__dirname, '../../../../dist/libs/messaging/src/messaging.cli.js')];
    const run = (...words: string[]) =>
      promisify(execFile)(process.execPath, [...command, ...words], { env: process.env });
    await expect(run('adopt-cluster')).rejects.toMatchObject({ code: 2 });
    const { stdout } = await run('adopt-cluster', 'sample');
    expect(stdout).toMatch(/^sample goes on with cluster \S+\.\n$/);

    await app.close();
    app = await startSample();
    const { db } = app.get(Sample);
    const status = app.get(MessagingStatus);
    await waitUntil(() => status.unready().length === 0, 60_000);
    await app.get(EventSender).send(ThingsHappened, [{ id: 'after', n: 1 }]);
    const stored = async (): Promise<string> =>
      (await db.query<{ id: string }>('SELECT id FROM things ORDER BY id'))
        .map(({ id }) => id)
        .join();
    await waitUntil(async () => (await stored()) === 'after,kept,ours,under-way', 60_000);
  });
});
