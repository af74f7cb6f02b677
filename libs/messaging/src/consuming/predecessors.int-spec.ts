import type { INestApplication } from '@nestjs/common';
import { type TestEnvironment, testEnvironment, waitUntil } from '@youlu/testing';
import type { Consumer, Kafka } from 'kafkajs';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createKafka } from '../broker/kafka-client';
import { KafkaGateway } from '../broker/kafka-gateway';
import { ensureTopics } from '../broker/topics';
import { MessagingStatus } from '../metrics/messaging-status';
import { type MessagingConfig, messagingConfigFromEnv } from '../messaging.config';
import { ThingsHappened, sample, startSample } from '../sample-service.fixture';

jest.setTimeout(60_000);

/** So long that no test waits it out. */
const SESSION_MS = 300_000;
const LIVELY = { sessionTimeout: SESSION_MS, heartbeatInterval: 200, maxWaitTimeInMs: 200 };
const PORT = '8099';
const CONSUMER = 'sample.things';

/** Another process that joins the group as the client it is told to be, and says so. */
const MEMBER = `
const { Kafka, logLevel } = require('kafkajs');
const [broker, clientId, groupId, topic] = process.argv.slice(1);
const kafka = new Kafka({ clientId, brokers: [broker], logLevel: logLevel.NOTHING });
const consumer = kafka.consumer({ groupId, sessionTimeout: ${SESSION_MS} });
consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => console.log(payload.memberId));
(async () => {
  await consumer.connect();
  await consumer.subscribe({ topics: [topic] });
  await consumer.run({ eachMessage: async () => {} });
})();
`;

describe('members that an instance leaves behind when it is killed', () => {
  let place: TestEnvironment;
  let config: MessagingConfig;
  let app: INestApplication | undefined;
  const others: ChildProcess[] = [];
  const before = process.env['PORT'];

  beforeEach(async () => {
    process.env['PORT'] = PORT;
    place = await testEnvironment([sample]);
    config = messagingConfigFromEnv();
    const admin = createKafka(config).admin();
    await admin.connect();
    await ensureTopics(admin, [topic()], config);
    await admin.disconnect();
  });
  afterEach(async () => {
    for (const other of others.splice(0)) other.kill('SIGKILL');
    await app?.close();
    app = undefined;
    await place.close();
    if (before === undefined) delete process.env['PORT'];
    else process.env['PORT'] = before;
  });

  const topic = (): string => place.topicPrefix + ThingsHappened.topic;
  const groupId = (): string => place.topicPrefix + CONSUMER;
  /** Starts a member in a process of its own; answers its id when it has joined. */
  async function startMember(clientId: string): Promise<{ id: string; process: ChildProcess }> {
    const args = ['-e', MEMBER, place.brokers[0] as string, clientId, groupId(), topic()];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    others.push(child);
    const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    return { id: String(line).trim(), process: child };
  }
  const members = async (kafka: Kafka): Promise<{ memberId: string; clientId: string }[]> => {
    const admin = kafka.admin();
    await admin.connect();
    const { groups } = await admin.describeGroups([groupId()]);
    await admin.disconnect();
    return groups[0]?.members ?? [];
  };
  const ready = (): Promise<void> =>
    waitUntil(() => app?.get(MessagingStatus).unready().length === 0, 20_000, 'readiness');

  it('are taken out when it starts again, long before their session ends', async () => {
    const dead = await startMember(`youlu-${config.instance}`);
    dead.process.kill('SIGKILL');
    await once(dead.process, 'exit');
    app = await startSample();
    await ready();
    const left = await members(app.get(KafkaGateway).kafka);
    expect(left.map(({ clientId }) => clientId)).toEqual([`youlu-${config.instance}`]);
    expect(left.map(({ memberId }) => memberId)).not.toContain(dead.id);
  });

  it('are told from those of other instances, which stay', async () => {
    const kafka = createKafka({ ...config, instance: `${config.instance}1` });
    const other = kafka.consumer({ groupId: groupId(), ...LIVELY });
    const id = await joined(other);
    app = await startSample();
    await ready();
    const ids = (await members(kafka)).map(({ memberId }) => memberId);
    expect(ids).toContain(id);
    expect(ids).toHaveLength(2);
    await other.disconnect();
  });

  it('come back by themselves if they live after all', async () => {
    const kafka = createKafka(config);
    const twin = kafka.consumer({ groupId: groupId(), ...LIVELY });
    const id = await joined(twin);
    const again = nextJoin(twin, id);
    app = await startSample();
    await again;
    await ready();
    await waitUntil(async () => (await members(kafka)).length === 2, 20_000, 'both');
    await twin.disconnect();
  });

  async function joined(consumer: Consumer): Promise<string> {
    const joining = nextJoin(consumer, '');
    await consumer.connect();
    await consumer.subscribe({ topics: [topic()] });
    await consumer.run({ eachMessage: async () => undefined });
    return joining;
  }
});

/** The member id at the next join under another one than `id`. */
function nextJoin(consumer: Consumer, id: string): Promise<string> {
  return new Promise((resolve) => {
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      if (payload.memberId !== id) resolve(payload.memberId);
    });
  });
}
