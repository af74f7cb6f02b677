import type { INestApplication } from '@nestjs/common';
import { type EmbeddedKafka, startEmbeddedKafka } from '@youlu/embedded';
import { type TestEnvironment, testEnvironment, waitUntil } from '@youlu/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventSender } from '../outbox/event-sender';
import { MessagingStatus } from '../metrics/messaging-status';
import { Sample, ThingsHappened, sample, startSample } from '../sample-service.fixture';

jest.setTimeout(120_000);

/** A broker of its own: the one of the run serves other files. */
describe('a broker that is killed and comes back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlu-broker-'));
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

  it('costs no acknowledged row and no committed event', async () => {
    const { db, outbox } = app.get(Sample);
    const sender = app.get(EventSender);
    const acknowledged: string[] = [];
    let next = 0;
    const client = { sending: true };
    const sends = (async () => {
      while (client.sending) {
        const ids = Array.from({ length: 20 }, () => `k${next++}`);
        const rows = ids.map((id, i) => ({ id, n: i }));
        await sender.send(ThingsHappened, rows).then(
          () => acknowledged.push(...ids),
          () => undefined, // refused: the client would resend
        );
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    await waitUntil(() => acknowledged.length > 200, 20_000);

    process.kill(kafka.pid, 'SIGKILL');
    await db.transaction((tx) => outbox.add(tx, ThingsHappened, [{ id: 'meanwhile', n: 1 }]));
    const before = acknowledged.length;
    const { port } = kafka;
    kafka = await startEmbeddedKafka({ dataDir: join(folder, 'kafka'), port, durable: false, say });
    const back = Date.now();
    await waitUntil(() => acknowledged.length > before + 200, 40_000, 'sends to pass again');
    const sendsAfterMs = Date.now() - back;
    client.sending = false;
    await sends;

    await waitUntil(async () => (await idsStored()).has('meanwhile'), 40_000, 'the relay');
    const missing = async (): Promise<string[]> => {
      const ids = await idsStored();
      return acknowledged.filter((id) => !ids.has(id));
    };
    await waitUntil(async () => (await missing()).length === 0, 40_000, 'every row');
    await waitUntil(() => app.get(MessagingStatus).unready().length === 0, 20_000, 'readiness');
    expect(sendsAfterMs).toBeLessThan(20_000);
    if (process.env['TEST_LOG']) {
      process.stdout.write(
        `sends pass after ${sendsAfterMs}, all there after ${Date.now() - back} ms\n`,
      );
    }

    async function idsStored(): Promise<Set<string>> {
      const rows = await db.query<{ id: string }>('SELECT id FROM things');
      return new Set(rows.map(({ id }) => id));
    }
  });
});
