import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const HTTP_SECONDS_BUCKETS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const BATCH_SECONDS_BUCKETS = [0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What messaging counts; every label is a name from code, so that their number is bounded. */
export interface MessagingMetrics {
  /** Rows a consumer has applied, with how long their transaction took. */
  batchApplied(consumer: string, rows: number, seconds: number): void;
  rowsParked(consumer: string, rows: number): void;
  recordsSkipped(consumer: string, records: number): void;
  batchRetried(consumer: string): void;
  rowsSent(topic: string, rows: number): void;
  /** Partitions a send's answer did not name, sent again (kafka.md §7). */
  sendsRepeated(topic: string): void;
}

/** The figures of `/metrics`: one registry per process. */
export class Metrics {
  readonly registry = new Registry();
  readonly messaging: MessagingMetrics;
  private readonly httpSeconds: Histogram<'method' | 'route' | 'status'>;
  private readonly httpChildren = new Map<string, Histogram.Internal<string>>();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.httpSeconds = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the first byte in to the last byte out',
      labelNames: ['method', 'route', 'status'],
      buckets: HTTP_SECONDS_BUCKETS,
      registers: [this.registry],
    });
    this.messaging = messagingMetrics(this.registry);
  }

  /** `route` is the pattern (`/v1/shipments/:trackingNumber`), never the path as asked. */
  observeHttp(method: string, route: string, status: number, seconds: number): void {
    const key = `${method} ${route} ${status}`;
    let child = this.httpChildren.get(key);
    if (child === undefined) {
      child = this.httpSeconds.labels({ method, route, status: String(status) });
      this.httpChildren.set(key, child);
    }
    child.observe(seconds);
  }

  counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  gauge<L extends string>(name: string, help: string, labelNames: readonly L[]): Gauge<L> {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  /** The text of `/metrics`. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}

function messagingMetrics(registry: Registry): MessagingMetrics {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, label: L): Counter<L> =>
    new Counter({ name, help, labelNames: [label], registers });
  const applied = counter('messaging_rows_applied_total', 'Rows applied', 'consumer');
  const parked = counter('messaging_rows_parked_total', 'Rows put into dead_letters', 'consumer');
  const skipped = counter('messaging_records_skipped_total', 'Known, not handled', 'consumer');
  const retried = counter('messaging_batches_retried_total', 'Batches tried again', 'consumer');
  const sent = counter('messaging_rows_sent_total', 'Rows acknowledged by Kafka', 'topic');
  const repeated = counter('messaging_sends_repeated_total', 'Partitions sent again', 'topic');
  const batchSeconds = new Histogram({
    name: 'messaging_batch_duration_seconds',
    help: 'Time of one batch, transaction included',
    labelNames: ['consumer'] as const,
    buckets: BATCH_SECONDS_BUCKETS,
    registers,
  });
  return {
    batchApplied(consumer, rows, seconds) {
      applied.inc({ consumer }, rows);
      batchSeconds.observe({ consumer }, seconds);
    },
    rowsParked: (consumer, rows) => parked.inc({ consumer }, rows),
    recordsSkipped: (consumer, records) => skipped.inc({ consumer }, records),
    batchRetried: (consumer) => retried.inc({ consumer }),
    rowsSent: (topic, rows) => sent.inc({ topic }, rows),
    sendsRepeated: (topic) => repeated.inc({ topic }),
  };
}
