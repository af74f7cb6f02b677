import type { INestApplication } from '@nestjs/common';
import { type TestEnvironment, testEnvironment, waitUntil } from '@youlu/testing';
import type { Database } from '@youlu/persistence';
import { ActivityMeter } from '../metrics/activity-meter';
import { CheckedProducer, type OutgoingRecord } from './checked-producer';
import { KafkaGateway } from '../broker/kafka-gateway';
import { MessagingStatus } from '../metrics/messaging-status';
import type { Outbox } from './outbox';
import { OutboxRelay } from './outbox-relay';
import { Sample, ThingsHappened, behaviour, sample, startSample } from '../sample-service.fixture';

jest.setTimeout(60_000);

describe('the outbox and its relay', () => {
  let place: TestEnvironment;
  let app: INestApplication;
  let db: Database;
  let outbox: Outbox;

  beforeAll(async () => {
    place = await testEnvironment([sample]);
    app = await startSample();
    ({ db, outbox } = app.get(Sample));
  });
  afterAll(async () => {
    await app?.close();
    await place?.close();
  });

  const things = (n: number, mark: string): { id: string; n: number }[] =>
    Array.from({ length: n }, (_, i) => ({ id: `${mark}${i}`, n: i % 1000 }));
  const stored = async (mark: string): Promise<number> => {
    const [row] = await db.query<{ n: number }>(
      `SELECT count(*) AS n FROM things WHERE id LIKE $1 || '%'`,
      [mark],
    );
    return row?.n ?? -1;
  };
  const waiting = async (): Promise<number> => (await app.get(MessagingStatus).inFlight()).outbox;

  it('sends what was committed, at once, and nothing of what was not', async () => {
    const took: number[] = [];
    for (let i = 0; i < 4; i++) {
      const began = Date.now();
      await db.transaction((tx) => outbox.add(tx, ThingsHappened, things(5, `few${i}-`)));
      await waitUntil(async () => (await stored(`few${i}-`)) === 5, 10_000);
      took.push(Date.now() - began);
    }
    expect(Math.min(...took.slice(1))).toBeLessThan(700); // woken: polling would take 1 s each time

    await db
      .transaction(async (tx) => {
        await outbox.add(tx, ThingsHappened, things(5, 'none'));
        throw new Error('changed my mind');
      })
      .catch(() => undefined);
    await db.transaction((tx) => outbox.add(tx, ThingsHappened, things(2_000, 'many')));
    await waitUntil(async () => (await stored('many')) === 2_000, 10_000);
    expect(await stored('none')).toBe(0);
    await waitUntil(async () => (await waiting()) === 0, 5_000);
  });

  it('sends a row whose transaction ends after that of a later id', async () => {
    await db.transaction(async (tx) => {
      await outbox.add(tx, ThingsHappened, things(3, 'begun-first-'));
      await db.transaction((other) => outbox.add(other, ThingsHappened, things(3, 'ended-first-')));
      await waitUntil(async () => (await stored('ended-first-')) === 3, 10_000);
    });
    await waitUntil(async () => (await stored('begun-first-')) === 3, 10_000);
    await waitUntil(async () => (await waiting()) === 0, 5_000);
  });

  it('sends again after a crash between the send and the delete, and nothing changes', async () => {
    await app.get(OutboxRelay, { strict: false }).stop();
    await db.transaction((tx) => outbox.add(tx, ThingsHappened, things(100, 'twice')));
    await waitUntil(async () => (await waiting()) > 0, 5_000);

    const { kafka, config } = app.get(KafkaGateway);
    const crashing = new CrashAfterSend(kafka);
    const dead = new OutboxRelay(db, crashing, config, new ActivityMeter());
    dead.start();
    await waitUntil(() => crashing.sent > 0, 10_000);
    await waitUntil(async () => (await stored('twice')) === 100, 10_000);
    expect(await waiting()).toBeGreaterThan(0);

    const calls = behaviour.calls;
    crashing.broken = false;
    await waitUntil(async () => (await waiting()) === 0, 15_000);
    await waitUntil(() => behaviour.calls > calls, 10_000);
    expect(await stored('twice')).toBe(100);
    await dead.stop();
    await crashing.close();
  });

  it('lets one relay work at a time, and fences the one that lost its lease', async () => {
    const { config } = app.get(KafkaGateway);
    const sends: string[] = [];
    const relayOf = (name: string, ms: number): OutboxRelay => {
      const producer = {
        send: async () => {
          sends.push(name);
          await new Promise((resolve) => setTimeout(resolve, ms));
        },
      };
      return new OutboxRelay(db, producer as never, config, new ActivityMeter());
    };
    await db.transaction((tx) => tx.execute('DELETE FROM leases'));
    const slow = relayOf('slow', 1_500);
    await db.transaction((tx) => outbox.add(tx, ThingsHappened, things(1, 'fence')));
    slow.start();
    await waitUntil(() => sends.includes('slow'), 5_000);
    const quick = relayOf('quick', 0);
    quick.start();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sends).toEqual(['slow']); // the lease is held

    await db.transaction((tx) => tx.execute(`UPDATE leases SET expires_at = '-infinity'`));
    quick.wake();
    await waitUntil(() => sends.includes('quick'), 5_000);
    await waitUntil(async () => (await waiting()) === 0, 5_000);
    await db.transaction((tx) => outbox.add(tx, ThingsHappened, things(1, 'fence')));
    await Promise.all([slow.stop(), quick.stop()]);
    const [lease] = await db.query<{ epoch: number }>('SELECT epoch FROM leases');
    expect(lease?.epoch).toBe(2);
  });

  it('deletes nothing that it sent under a lease that was another one since, and sends it again', async () => {
    const { config } = app.get(KafkaGateway);
    let sends = 0;
    let goOn: () => void = () => undefined;
    const send = async (): Promise<void> => {
      sends++;
      if (sends === 1) await new Promise<void>((resolve) => (goOn = resolve));
    };
    const relay = new OutboxRelay(db, { send } as never, config, new ActivityMeter());
    await db.transaction((tx) => tx.execute('DELETE FROM leases'));
    await db.transaction((tx) => outbox.add(tx, ThingsHappened, things(1, 'epoch')));
    relay.start();
    await waitUntil(() => sends === 1, 5_000);
    await db.transaction((tx) => tx.execute('UPDATE leases SET epoch = epoch + 2')); // lost, and back
    goOn();
    await waitUntil(async () => (await waiting()) === 0, 10_000);
    expect(sends).toBe(2);
    await relay.stop();
  });
});

/** Sends, then fails as a process would that died before it could delete. */
class CrashAfterSend extends CheckedProducer {
  sent = 0;
  broken = true;

  override async send(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    await super.send(topic, records);
    this.sent++;
    if (this.broken) throw new Error('killed');
  }
}
