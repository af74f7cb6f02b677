import { Logger } from '@nestjs/common';
import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { isObservable, lastValueFrom } from 'rxjs';
import type { ActivityMeter } from '../metrics/activity-meter';
import { BatchHandler } from './batch-handler';
import type { CheckedProducer } from '../outbox/checked-producer';
import type { AnotherCluster } from '../broker/cluster-identity';
import { type ConsumerExtras, MESSAGING_TRANSPORT } from './consumes.decorator';
import { DeadLetterShelf } from '../dead-letters/dead-letter-shelf';
import { Gatherer } from './gatherer';
import { GroupConsumer } from './group-consumer';
import type { GroupTopics, KafkaGateway } from '../broker/kafka-gateway';
import type { OurLog } from '../broker/our-log';
import {
  type ReplayOptions,
  type ReplayResult,
  replayDeadLetters,
} from '../dead-letters/replay-dead-letters';
import { messagingCounters } from '../metrics/messaging-counters';
import { messagingHistograms } from '../metrics/messaging-histograms';
import type { ServiceRegistry } from '../service-registry';

interface Registration {
  readonly extras: ConsumerExtras;
  readonly handler: BatchHandler;
}

const START_WAIT_MS = 10_000;
const RETRY_START_MS = 1_000;

/**
 * The one messaging server of a process: a Nest transport whose handlers receive batches. It keeps
 * one Kafka group per consumer name (Nest itself would chain handlers that share a topic).
 */
export class MessagingServer extends Server implements CustomTransportStrategy {
  override readonly transportId = MESSAGING_TRANSPORT;
  protected override readonly logger = new Logger('Messaging');
  /** Consumer name → topic → handler. */
  private readonly registrations = new Map<string, Map<string, Registration>>();
  private readonly consumers: GroupConsumer[] = [];
  private startTrouble: string | undefined = 'Consumers are starting';
  private closed = false;
  private isStoppedForGood = false;

  constructor(
    private readonly gateway: KafkaGateway,
    private readonly registry: ServiceRegistry,
    private readonly activity: ActivityMeter,
    private readonly producer: CheckedProducer,
    private readonly ourLog: OurLog,
  ) {
    super();
    ourLog.tellOfAnother((error) => this.stopForGood(error));
  }

  override addHandler(
    pattern: unknown,
    callback: MessageHandler,
    _isEventHandler?: boolean,
    extras?: Record<string, unknown>,
  ): void {
    const { consumer, contract } = extras as unknown as ConsumerExtras;
    const topics = this.registrations.get(consumer) ?? new Map<string, Registration>();
    this.registrations.set(consumer, topics);
    if (topics.has(contract.topic)) {
      throw new Error(
        `Consumer ${consumer} has two handlers for ${String(pattern)}; name one anew`,
      );
    }
    const handler = new BatchHandler(contract, consumer, async (batch, context) => {
      const result: unknown = await callback(batch, context);
      // Whatever Nest's pipeline wraps into a stream is awaited inside the transaction.
      if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    });
    topics.set(contract.topic, { extras: extras as unknown as ConsumerExtras, handler });
  }

  /** Answers when the groups have joined, or after 10 s: then it goes on trying, unready. */
  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      this.prepare();
    } catch (error) {
      callback(error);
      return;
    }
    const starting = this.startUntilClosed();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, START_WAIT_MS);
    });
    await Promise.race([starting, patience]);
    clearTimeout(timer);
    callback();
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
  }

  /** One line per reason not to be ready. */
  unready(): string[] {
    if (this.startTrouble !== undefined) return [this.startTrouble];
    return this.consumers.map(({ trouble }) => trouble).filter((line) => line !== undefined);
  }

  groups(): GroupTopics[] {
    return this.consumers.map(({ groupId, topics }) => ({ groupId, topics }));
  }

  /** Applies parked letters of a service again; see `replayDeadLetters`. */
  async replay(service: string, options: ReplayOptions = {}): Promise<ReplayResult> {
    const handlers = [...this.registrations.values()].flatMap((topics) =>
      [...topics.values()].map(({ handler }) => handler),
    );
    const db = this.registry.databaseOf(`${service}.`);
    return replayDeadLetters(db, new DeadLetterShelf(db), handlers, options);
  }

  on(): void {
    // Server's events belong to socket transports.
  }

  unwrap<T>(): T {
    return this.ourLog.kafka as T;
  }

  /** Makes the consumers; a consumer of a service that is not here stops the start. */
  private prepare(): void {
    for (const [name, topics] of this.registrations) {
      const handlers = [...topics.values()];
      const gather = Object.assign({}, ...handlers.map(({ extras }) => extras.gather ?? {}));
      countFromZero(name, [...topics.keys()]);
      const gatherer = new Gatherer(this.registry.databaseOf(name), gather, this.activity, name);
      this.consumers.push(
        new GroupConsumer(
          name,
          handlers.map(({ handler }) => handler),
          gatherer,
          this.ourLog.kafka,
          this.gateway.config,
        ),
      );
    }
  }

  private async startUntilClosed(): Promise<void> {
    while (!this.closed && !this.isStoppedForGood) {
      try {
        await this.startAll();
        if (!this.isStoppedForGood) this.startTrouble = undefined;
        return;
      } catch (error) {
        if (this.isStoppedForGood) return;
        this.startTrouble = (error as Error).message;
        this.logger.error(`Consumers do not run: ${this.startTrouble}`);
        await new Promise((resolve) => setTimeout(resolve, RETRY_START_MS));
      }
    }
  }

  /** Another log stops this process's consumers and all sending: a person has to decide. */
  private stopForGood(reason: AnotherCluster): void {
    if (this.isStoppedForGood) return;
    this.isStoppedForGood = true;
    this.startTrouble = reason.message;
    this.logger.error(`Consumers and relays stop: ${reason.message}`);
    this.producer.refuse(reason);
    const stopped = [
      ...this.consumers.map((consumer) => consumer.stop()),
      ...this.registry.all.map(({ relay }) => relay.stop()),
    ];
    void Promise.allSettled(stopped); // not awaited: whoever asks is one of them
  }

  private async startAll(): Promise<void> {
    await this.ourLog.check();
    await this.gateway.ensureTopics(this.consumers.flatMap(({ topics }) => topics));
    const starting = this.consumers.filter(({ isNew }) => isNew);
    // A first connection that hangs is replaced by another, which joins while the first still hangs.
    await Promise.all(starting.map((c) => Promise.race([c.start(), c.joined])));
    await Promise.all(this.consumers.map(({ joined }) => joined));
  }
}

/** Counters that are there before anything happens: the first one parked is an increase then. */
function countFromZero(consumer: string, topics: readonly string[]): void {
  for (const name of ['consumer_crashes', 'batches_retried'] as const) {
    messagingCounters.add(name, 0, { consumer });
  }
  for (const topic of topics) {
    for (const name of ['batches_applied', 'rows_applied', 'rows_parked'] as const) {
      messagingCounters.add(name, 0, { consumer, topic });
    }
  }
  messagingHistograms.begin(consumer);
}
