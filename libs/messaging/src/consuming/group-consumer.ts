import { Logger } from '@nestjs/common';
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import type { BatchHandler } from './batch-handler';
import type { Gatherer } from './gatherer';
import { PATIENT, clientIdOf } from '../broker/kafka-client';
import { messagingCounters } from '../metrics/messaging-counters';
import type { MessagingConfig } from '../messaging.config';
import { type OffsetToCommit, PartitionFeed } from './partition-feed';
import { Predecessors } from './predecessors';
import { SilenceWatch } from './silence-watch';

const SESSION_MS = 6_000;
const HEARTBEAT_MS = 1_500;
/** Sets idle CPU and the time to stop, not latency: a record ends the wait at once. */
const FETCH_WAIT_MS = 500;
const RESTART_MS = 1_000;
/** Longer than any request, and than what kafkajs tries before it gives up. */
const SILENCE_MS_MAX = 45_000;

/**
 * One Kafka group: the consumer of one name, for all its topics. It hands partitions to a gatherer
 * and pauses those whose transaction has to wait; kafkajs' retries would be a lifetime budget.
 */
export class GroupConsumer {
  private tellJoined: () => void = () => undefined;
  /** Resolves at the first join; a fresh broker makes kafkajs crash and come back before that. */
  readonly joined = new Promise<void>((resolve) => {
    this.tellJoined = resolve;
  });

  private readonly logger: Logger;
  private readonly byTopic: ReadonlyMap<string, BatchHandler>;
  private readonly pauses = new Set<NodeJS.Timeout>();
  private consumer?: Consumer;
  private restart?: NodeJS.Timeout;
  private watch?: SilenceWatch;
  private state: 'new' | 'starting' | 'joined' | 'crashed' | 'stopped' = 'new';

  constructor(
    readonly name: string,
    handlers: readonly BatchHandler[],
    private readonly gatherer: Gatherer,
    private readonly kafka: Kafka,
    private readonly config: MessagingConfig,
  ) {
    this.logger = new Logger(`Consumer ${name}`);
    this.byTopic = new Map(
      handlers.map((handler) => [config.topicPrefix + handler.topic, handler]),
    );
  }

  get groupId(): string {
    return this.config.topicPrefix + this.name;
  }

  get topics(): string[] {
    return [...this.byTopic.keys()];
  }

  private get isStopped(): boolean {
    return this.state === 'stopped';
  }

  get isNew(): boolean {
    return this.state === 'new';
  }

  /** Undefined when the group is joined. */
  get trouble(): string | undefined {
    if (this.state === 'joined') return undefined;
    return `Consumer ${this.name} has not joined its group yet (${this.state}); is Kafka reachable?`;
  }

  /** Connects and asks to join; rejects when the brokers stay away for some 20 s. */
  async start(): Promise<void> {
    if (this.state === 'stopped') return;
    const { config, groupId } = this;
    const predecessors = new Predecessors(
      groupId,
      config.instance === undefined ? undefined : clientIdOf(config),
    );
    const consumer = this.kafka.consumer({
      groupId,
      partitionAssigners: [predecessors.assigner],
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: FETCH_WAIT_MS,
      allowAutoTopicCreation: false,
      // One that is stopped while it tries to connect gives up later, and would come back by itself.
      retry: {
        ...PATIENT,
        restartOnFailure: () => Promise.resolve(!this.isStopped && this.consumer === consumer),
      },
    });
    this.consumer = consumer;
    this.state = 'starting';
    this.watch?.end();
    const watch = (this.watch = new SilenceWatch(SILENCE_MS_MAX, () => this.fellSilent(consumer)));
    for (const sign of [consumer.events.FETCH_START, consumer.events.FETCH] as const)
      consumer.on(sign, watch.heard);
    consumer.on(consumer.events.GROUP_JOIN, () => {
      if (this.consumer === consumer && this.state !== 'stopped') this.state = 'joined';
      this.tellJoined();
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (this.consumer === consumer) this.crashed(payload.error, payload.restart);
    });
    await consumer.connect();
    if (this.consumer !== consumer) return leave(consumer); // another took its place
    await predecessors.leave();
    await consumer.subscribe({ topics: this.topics, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: config.partitions * this.topics.length,
      eachBatch: (payload) => watch.during(() => this.eachBatch(payload)),
    });
    if (this.isStopped) await consumer.disconnect(); // stopped while it was connecting
  }

  /** Ends after the transactions under way; offsets of what was applied are committed. */
  async stop(): Promise<void> {
    this.state = 'stopped';
    this.tellJoined();
    clearTimeout(this.restart);
    this.watch?.end();
    for (const pause of this.pauses) clearTimeout(pause); // resuming a stopped consumer throws
    this.pauses.clear();
    await this.gatherer.stop();
    await this.consumer?.disconnect();
  }

  /** The recipe of kafkajs' own runner, read in 2.2.4: pausing keeps the offset, throwing rejoins. */
  private async eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch, heartbeat, isRunning, isStale } = payload;
    if (!isRunning() || isStale() || batch.messages.length === 0) return;
    const feed = this.feedOf(payload);
    let lost: unknown;
    const beat = setInterval(() => {
      heartbeat().catch((error: unknown) => {
        lost = error;
        feed.lost = true;
      });
    }, HEARTBEAT_MS);
    try {
      this.gatherer.offer(feed);
      const { retryInMs } = await feed.outcome;
      // A rebalance or a lost session: kafkajs rejoins when told so, once the transaction has ended.
      if (lost !== undefined) throw lost;
      if (retryInMs !== undefined) this.pauseFor(retryInMs, payload);
    } finally {
      clearInterval(beat);
    }
  }

  private feedOf(payload: EachBatchPayload): PartitionFeed {
    const { batch, resolveOffset, commitOffsetsIfNecessary } = payload;
    return new PartitionFeed(
      this.byTopic.get(batch.topic) as BatchHandler,
      batch.topic,
      batch.partition,
      batch.messages,
      resolveOffset,
      (offsets) => commitOffsetsIfNecessary({ topics: groupedByTopic(offsets) }),
    );
  }

  private pauseFor(ms: number, { pause }: EachBatchPayload): void {
    if (this.state === 'stopped') return;
    const resume = pause();
    const timer = setTimeout(() => {
      this.pauses.delete(timer);
      resume();
    }, ms);
    this.pauses.add(timer);
  }

  /** kafkajs comes back by itself after most crashes; after the others a new consumer does. */
  private crashed(error: Error, comesBack: boolean): void {
    if (this.state === 'stopped') return;
    this.state = 'crashed';
    messagingCounters.add('consumer_crashes', 1, { consumer: this.name });
    this.logger.error(`Crashed: ${error.message}`);
    if (comesBack) return;
    delete this.consumer;
    this.restartSoon();
  }

  /** Whatever it still does is known already when it is done again. */
  private fellSilent(consumer: Consumer): void {
    if (this.state === 'stopped' || this.consumer !== consumer) return;
    this.crashed(new Error(`silent for ${SILENCE_MS_MAX} ms, another one takes its place`), false);
    void leave(consumer);
  }

  private restartSoon(): void {
    if (this.state === 'stopped') return;
    this.restart = setTimeout(() => {
      this.start().catch((error: unknown) => {
        this.logger.error(`Could not start again: ${String(error)}`);
        this.restartSoon();
      });
    }, RESTART_MS);
  }
}

/** One whose place is taken may not be able to say so. */
async function leave(consumer: Consumer): Promise<void> {
  await consumer.disconnect().catch(() => undefined);
}

function groupedByTopic(offsets: readonly OffsetToCommit[]): {
  topic: string;
  partitions: { partition: number; offset: string }[];
}[] {
  const topics = new Map<string, { partition: number; offset: string }[]>();
  for (const { topic, partition, offset } of offsets) {
    topics.set(topic, [...(topics.get(topic) ?? []), { partition, offset }]);
  }
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }));
}
