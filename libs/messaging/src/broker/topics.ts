import { ALL_CONTRACTS } from '@youlu/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Admin, type ITopicMetadata, KafkaJSProtocolError } from 'kafkajs';
import { createKafka } from './kafka-client';

export interface TopicOptions {
  readonly partitions: number;
  readonly replication: number;
  readonly topicPrefix?: string;
  /** Default 7 days: a rebuild reads the tables, not the log. */
  readonly retentionMs?: number;
}

const RETENTION_MS = 7 * 86_400_000;
const CREATE_TIMEOUT_MS = 10_000;
const KNOWN_TIMEOUT_MS = 30_000;
const KNOWN_PAUSE_MS = 100;
/** What a broker answers that has not yet heard of a topic just made, or of who leads it. */
const NOT_YET: ReadonlySet<string> = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'LEADER_NOT_AVAILABLE',
]);

/**
 * Creates the topics of all contracts that are missing; idempotent, and two callers do no harm.
 * @throws Error when a topic has another number of partitions, since producers compute them
 */
export async function createTopics(
  brokers: readonly string[],
  options: TopicOptions,
): Promise<void> {
  const topicPrefix = options.topicPrefix ?? '';
  const admin = createKafka({ brokers, topicPrefix, ...options }).admin();
  await admin.connect();
  try {
    await ensureTopics(
      admin,
      ALL_CONTRACTS.map(({ topic }) => topicPrefix + topic),
      options,
    );
  } finally {
    await admin.disconnect();
  }
}

/** The same for given topics, on a connected admin. */
export async function ensureTopics(
  admin: Admin,
  topics: readonly string[],
  { partitions, replication, retentionMs = RETENTION_MS }: TopicOptions,
): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !existing.has(topic));
  if (missing.length > 0) {
    await admin.createTopics({
      waitForLeaders: false, // it takes a broker's "not yet" for "no"; metadataOf waits
      timeout: CREATE_TIMEOUT_MS,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: partitions,
        replicationFactor: replication,
        configEntries: [{ name: 'retention.ms', value: String(retentionMs) }],
      })),
    });
  }
  for (const topic of await metadataOf(admin, topics)) {
    if (topic.partitions.length === partitions) continue;
    throw new Error(
      `Topic ${topic.name} has ${topic.partitions.length} partitions, not ${partitions}: ` +
        `set KAFKA_PARTITIONS=${topic.partitions.length}, or start with an empty log`,
    );
  }
}

/** The topics as the brokers know them; waits until they know of all. */
async function metadataOf(admin: Admin, topics: readonly string[]): Promise<ITopicMetadata[]> {
  for (const end = Date.now() + KNOWN_TIMEOUT_MS; ; await sleep(KNOWN_PAUSE_MS)) {
    try {
      const { topics: found } = await admin.fetchTopicMetadata({ topics: [...topics] });
      if (found.every(({ partitions }) => partitions.every(({ leader }) => leader >= 0))) {
        return found;
      }
      if (Date.now() > end) return found;
    } catch (error) {
      const isNotYet = error instanceof KafkaJSProtocolError && NOT_YET.has(error.type);
      if (!isNotYet || Date.now() > end) throw error;
    }
  }
}
