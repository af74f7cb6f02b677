import { ALL_CONTRACTS } from '@youlu/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Admin, type Kafka, KafkaJSProtocolError } from 'kafkajs';
import { createKafka } from './kafka-client';
import type { MessagingConfig } from '../messaging.config';
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

interface PartitionLag {
  readonly groupId: string;
  readonly topic: string;
  readonly partition: number;
  readonly next: number;
  readonly high: number;
}

/** The next offset of each partition of each topic. */
export type LogEnds = Readonly<Record<string, readonly number[]>>;

type TopicOffsets = Awaited<ReturnType<Admin['fetchTopicOffsets']>>;

/** A failover takes 3-6 s. */
const LEADER_MS_MAX = 10_000;
const LEADER_PAUSE_MS = 200;
/** What a broker answers that does not lead a partition, or not yet. */
const LED_BY_ANOTHER: ReadonlySet<string> = new Set([
  'NOT_LEADER_FOR_PARTITION',
  'LEADER_NOT_AVAILABLE',
  'REPLICA_NOT_AVAILABLE',
]);

/** The process's connection for questions about the log; connects when first asked. */
export class KafkaGateway {
  readonly kafka: Kafka;
  private connecting?: Promise<Admin>;

  constructor(readonly config: MessagingConfig) {
    this.kafka = createKafka(config);
  }

  /** All topics of the contracts, and those of handlers outside them (tests). */
  async ensureTopics(more: readonly string[]): Promise<void> {
    const known = ALL_CONTRACTS.map(({ topic }) => this.config.topicPrefix + topic);
    await ensureTopics(await this.admin(), [...new Set([...known, ...more])], this.config);
  }

  /** Where the log of these topics ends now, by topic and partition. */
  async endsOf(topics: readonly string[]): Promise<LogEnds> {
    const ends = await Promise.all(
      [...new Set(topics)].map(async (topic) => {
        const partitions = await this.offsetsOf(topic);
        partitions.sort((a, b) => a.partition - b.partition);
        return [topic, partitions.map(({ high }) => Number(high))] as const;
      }),
    );
    return Object.fromEntries(ends);
  }

  /** Records between what the groups have committed and the end of the log. */
  async lagOf(groups: readonly GroupTopics[]): Promise<number> {
    return (await this.lagByTopic(groups)).reduce((sum, { lag }) => sum + lag, 0);
  }

  /** The same for each group and topic. */
  async lagByTopic(groups: readonly GroupTopics[]): Promise<TopicLag[]> {
    const lags = new Map<string, TopicLag>();
    for (const { groupId, topic, next, high } of await this.lagByPartition(groups)) {
      const key = `${groupId}|${topic}`;
      const lag = (lags.get(key)?.lag ?? 0) + Math.max(0, high - next);
      lags.set(key, { groupId, topic, lag });
    }
    return [...lags.values()];
  }

  /** What each group reads next, and where the log ends. */
  private async lagByPartition(groups: readonly GroupTopics[]): Promise<PartitionLag[]> {
    const admin = await this.admin();
    const topics = [...new Set(groups.flatMap((group) => group.topics))];
    // Committed offsets first: an end that moves meanwhile is lag, never the other way round.
    const committed = await Promise.all(
      groups.map(({ groupId, topics: read }) => admin.fetchOffsets({ groupId, topics: [...read] })),
    );
    const ends = new Map<string, { low: number; high: number }>();
    await Promise.all(
      topics.map(async (topic) => {
        for (const { partition, low, high } of await this.offsetsOf(topic)) {
          ends.set(`${topic}|${partition}`, { low: Number(low), high: Number(high) });
        }
      }),
    );
    return committed.flatMap((read, i) =>
      read.flatMap(({ topic, partitions }) =>
        partitions.flatMap(({ partition, offset }): PartitionLag[] => {
          const end = ends.get(`${topic}|${partition}`);
          if (!end) return [];
          const next = Math.max(Number(offset), end.low); // -1: nothing committed
          return [{ groupId: groups[i]?.groupId ?? '', topic, partition, next, high: end.high }];
        }),
      ),
    );
  }

  /** Records before these ends that the groups have yet to commit. */
  async lagBefore(ends: LogEnds, groups: readonly GroupTopics[]): Promise<number> {
    const now = await this.lagByPartition(groups);
    return now.reduce((sum, { topic, partition, next, high }) => {
      const end = ends[topic]?.[partition] ?? 0;
      return sum + Math.max(0, Math.min(end, high) - next);
    }, 0);
  }

  /**
   * Where a topic begins and ends. kafkajs asks whom it took for the leader for up to five minutes after
   * another has become it; a new connection learns who leads now. The first one stays, since others may be
   * asking over it.
   */
  private async offsetsOf(topic: string): Promise<TopicOffsets> {
    try {
      return await (await this.admin()).fetchTopicOffsets(topic);
    } catch (error) {
      if (!isLedByAnother(error)) throw error;
    }
    for (const end = Date.now() + LEADER_MS_MAX; ; await sleep(LEADER_PAUSE_MS)) {
      const admin = await this.connect();
      try {
        return await admin.fetchTopicOffsets(topic);
      } catch (error) {
        if (!isLedByAnother(error) || Date.now() > end) throw error;
      } finally {
        await admin.disconnect().catch(() => undefined); // it has answered, or it never will
      }
    }
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

function isLedByAnother(error: unknown): boolean {
  return error instanceof KafkaJSProtocolError && LED_BY_ANOTHER.has(error.type);
}
