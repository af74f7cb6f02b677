import { ALL_CONTRACTS } from '@youlu/contracts';
import type { Admin } from 'kafkajs';
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
      waitForLeaders: true,
      timeout: CREATE_TIMEOUT_MS,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: partitions,
        replicationFactor: replication,
        configEntries: [{ name: 'retention.ms', value: String(retentionMs) }],
      })),
    });
  }
  const { topics: found } = await admin.fetchTopicMetadata({ topics: [...topics] });
  for (const topic of found) {
    if (topic.partitions.length === partitions) continue;
    throw new Error(
      `Topic ${topic.name} has ${topic.partitions.length} partitions, not ${partitions}: ` +
        `set KAFKA_PARTITIONS=${topic.partitions.length}, or start with an empty log`,
    );
  }
}
