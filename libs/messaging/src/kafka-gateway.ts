import { ALL_CONTRACTS } from '@youlu/contracts';
import type { Admin, Kafka } from 'kafkajs';
import { createKafka } from './kafka-client';
import type { MessagingConfig } from './messaging.config';
import { ensureTopics } from './topics';

/** What a group has not committed yet. */
export interface GroupTopics {
  readonly groupId: string;
  readonly topics: readonly string[];
}

export interface TopicLag {
  readonly groupId: string;
  readonly topic: string;
  readonly lag: number;
}

/** The process's connection for questions about the log; connects when first asked. */
export class KafkaGateway {
  readonly kafka: Kafka;
  private connecting?: Promise<Admin>;

  constructor(readonly config: MessagingConfig) {
    this.kafka = createKafka(config);
  }

  async clusterId(): Promise<string> {
    return (await (await this.admin()).describeCluster()).clusterId;
  }

  /** All topics of the contracts, and those of handlers outside them (tests). */
  async ensureTopics(more: readonly string[]): Promise<void> {
    const known = ALL_CONTRACTS.map(({ topic }) => this.config.topicPrefix + topic);
    await ensureTopics(await this.admin(), [...new Set([...known, ...more])], this.config);
  }

  /** Records between what the groups have committed and the end of the log. */
  async lagOf(groups: readonly GroupTopics[]): Promise<number> {
    return (await this.lagByTopic(groups)).reduce((sum, { lag }) => sum + lag, 0);
  }

  /** The same for each group and topic. */
  async lagByTopic(groups: readonly GroupTopics[]): Promise<TopicLag[]> {
    const admin = await this.admin();
    const topics = [...new Set(groups.flatMap((group) => group.topics))];
    // Committed offsets first: an end that moves meanwhile is lag, never the other way round.
    const committed = await Promise.all(
      groups.map(({ groupId, topics: read }) => admin.fetchOffsets({ groupId, topics: [...read] })),
    );
    const ends = new Map<string, { low: bigint; high: bigint }>();
    await Promise.all(
      topics.map(async (topic) => {
        for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
          ends.set(`${topic}|${partition}`, { low: BigInt(low), high: BigInt(high) });
        }
      }),
    );
    return committed.flatMap((read, i) =>
      read.map(({ topic, partitions }) => {
        let lag = 0n;
        for (const { partition, offset } of partitions) {
          const end = ends.get(`${topic}|${partition}`);
          if (!end) continue;
          const next = BigInt(offset) < end.low ? end.low : BigInt(offset); // -1: nothing committed
          if (end.high > next) lag += end.high - next;
        }
        return { groupId: groups[i]?.groupId ?? '', topic, lag: Number(lag) };
      }),
    );
  }

  async close(): Promise<void> {
    const admin = await this.connecting?.catch(() => undefined);
    await admin?.disconnect().catch(() => undefined); // it is going away either way
  }

  private admin(): Promise<Admin> {
    this.connecting ??= this.connect().catch((error: unknown) => {
      delete this.connecting;
      throw error;
    });
    return this.connecting;
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin();
    await admin.connect();
    return admin;
  }
}
