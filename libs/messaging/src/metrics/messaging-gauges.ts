import type { MetricFamily, Sample } from '@youlu/observability';
import { DeadLetterShelf } from '../dead-letters/dead-letter-shelf';
import type { KafkaGateway } from '../broker/kafka-gateway';
import type { MessagingServer } from '../consuming/messaging-server';
import type { RegisteredService, ServiceRegistry } from '../service-registry';

/** Scrapers that come more often than this read what the last one asked for. */
const KEPT_MS = 10_000;
/** A scrape waits so long for new values; then it gets the old ones, and their age. */
const WAIT_MS_MAX = 1_000;

/** What one look at one source gave, and when. */
class Look {
  samples: Readonly<Record<string, readonly Sample[]>> = {};
  takenAt = Date.now();
  /** Undefined before the first answer. */
  works?: boolean;
  private begunAt = 0;
  private running?: Promise<void>;

  constructor(
    readonly source: string,
    private readonly ask: () => Promise<Look['samples']>,
  ) {}

  /** Looks again when it is time and no look is under way: one question at a time, whoever asks. */
  async renew(): Promise<void> {
    if (this.running === undefined && Date.now() - this.begunAt >= KEPT_MS) {
      this.begunAt = Date.now();
      this.running = this.look().finally(() => delete this.running);
    }
    await this.running;
  }

  private async look(): Promise<void> {
    try {
      this.samples = await this.ask();
      this.takenAt = Date.now();
      this.works = true;
    } catch {
      this.works = false; // told as messaging_source_up; the old values stay, and age
      this.begunAt = 0;
    }
  }
}

const HELP = {
  messaging_consumer_lag_records: 'Records a consumer has yet to apply and commit',
  messaging_outbox_waiting_records: 'Committed records that are not on the log yet',
  messaging_outbox_oldest_seconds: 'Age of the oldest of them; 0 when none waits',
  messaging_dead_letters: 'Letters by reason, parked or set aside',
} as const;

/**
 * What can be told about messaging only by asking Kafka and the databases. They are asked when
 * somebody scrapes, once in ten seconds at most, and a scrape never waits longer than a second.
 */
export class MessagingGauges {
  private looks?: readonly Look[];

  constructor(
    private readonly server: MessagingServer,
    private readonly gateway: KafkaGateway,
    private readonly registry: ServiceRegistry,
  ) {}

  async families(): Promise<MetricFamily[]> {
    this.looks ??= [
      new Look('kafka', () => this.lag()),
      ...this.registry.all.map((s) => new Look(`database:${s.database.service}`, () => rowsOf(s))),
    ];
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, WAIT_MS_MAX);
    });
    await Promise.race([Promise.all(this.looks.map((look) => look.renew())), patience]);
    clearTimeout(timer);
    return [...this.values(this.looks), ...sources(this.looks)];
  }

  private values(looks: readonly Look[]): MetricFamily[] {
    return Object.entries(HELP).map(([name, help]) => ({
      name,
      type: 'gauge',
      help,
      samples: looks.flatMap(({ samples }) => samples[name] ?? []),
    }));
  }

  private async lag(): Promise<Look['samples']> {
    const { topicPrefix } = this.gateway.config;
    const lags = await this.gateway.lagByTopic(this.server.groups());
    return {
      messaging_consumer_lag_records: lags.map(({ groupId, topic, lag }) => ({
        labels: {
          consumer: groupId.slice(topicPrefix.length),
          topic: topic.slice(topicPrefix.length),
        },
        value: lag,
      })),
    };
  }
}

async function rowsOf({ database, relay }: RegisteredService): Promise<Look['samples']> {
  const labels = { service: database.service };
  const { records, oldestAt } = await relay.backlog();
  const age = oldestAt === undefined ? 0 : Math.max(0, Date.now() - oldestAt) / 1_000;
  const letters = await new DeadLetterShelf(database).counts();
  return {
    messaging_outbox_waiting_records: [{ labels, value: records }],
    messaging_outbox_oldest_seconds: [{ labels, value: age }],
    messaging_dead_letters: letters.flatMap(({ consumer, topic, code, parked, discarded }) => [
      { labels: { ...labels, consumer, topic, code, state: 'parked' }, value: parked },
      { labels: { ...labels, consumer, topic, code, state: 'discarded' }, value: discarded },
    ]),
  };
}

/** Whether each source answered last, and how old what is shown of it is. */
function sources(looks: readonly Look[]): MetricFamily[] {
  const of = (value: (look: Look) => number): Sample[] =>
    looks.map((look) => ({ labels: { source: look.source }, value: value(look) }));
  return [
    {
      name: 'messaging_source_up',
      type: 'gauge',
      help: 'Whether Kafka or the database answered when last asked for these figures',
      samples: of(({ works }) => (works === false ? 0 : 1)),
    },
    {
      name: 'messaging_source_age_seconds',
      type: 'gauge',
      help: 'Age of the figures of that source',
      samples: of(({ takenAt }) => (Date.now() - takenAt) / 1_000),
    },
  ];
}
