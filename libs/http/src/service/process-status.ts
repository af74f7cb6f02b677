import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import {
  messagingCounters,
  MessagingGauges,
  messagingHistograms,
  MessagingStatus,
} from '@youlu/messaging';
import {
  InFlightRegistry,
  type MetricFamily,
  Metrics,
  ReadinessRegistry,
} from '@youlu/observability';
import { HttpProblem } from '../problem';
import { RequestCounts } from '../request-rules';

/** Lets /ready, /in-flight and /metrics speak of this process's requests and messages. */
@Injectable()
export class ProcessStatus implements OnModuleInit {
  constructor(
    @Inject(ReadinessRegistry) private readonly readiness: ReadinessRegistry,
    @Inject(InFlightRegistry) private readonly inFlight: InFlightRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(RequestCounts) private readonly counts: RequestCounts,
    // One per process, and none where no service speaks Kafka.
    @Optional() @Inject(MessagingStatus) private readonly messaging?: MessagingStatus,
    @Optional() @Inject(MessagingGauges) private readonly gauges?: MessagingGauges,
  ) {}

  onModuleInit(): void {
    const { counts, messaging } = this;
    this.inFlight.register(() => ({ work: { openRequests: counts.open }, activity: counts.begun }));
    this.metrics.show(() => this.doors());
    this.metrics.show(() => this.unready());
    if (messaging === undefined) return;
    this.readiness.register('messaging', () => messaging.unready().join(' ') || undefined);
    this.inFlight.register(async () => {
      const { lag, outbox, activity } = await messaging.inFlight().catch(unknownForNow);
      return { work: { lag, outbox }, activity };
    });
    this.metrics.showCounters('messaging', () => messagingCounters.read());
    this.metrics.show(() => messagingHistograms.families());
    this.metrics.show(() => this.gauges?.families() ?? []);
  }

  private doors(): MetricFamily[] {
    const { open, load, stopping } = this.counts;
    const refused = { busy: load.refusals, stopping };
    return [
      gauge('http_open_requests', 'Requests begun and not answered yet', [
        { labels: {}, value: open },
      ]),
      gauge('http_body_bytes_under_way', 'Room that bodies under way take, unpacked', [
        { labels: {}, value: load.bytes },
      ]),
      {
        name: 'http_requests_refused_total',
        type: 'counter',
        help: 'Requests refused before their body was judged, by reason',
        samples: Object.entries(refused).map(([reason, value]) => ({ labels: { reason }, value })),
      },
    ];
  }

  /** 1 for each reason not to be ready; bounded, since a check has 2 s to answer. */
  private async unready(): Promise<MetricFamily[]> {
    const { checks } = await this.readiness.read();
    const samples = Object.entries(checks).map(([check, said]) => ({
      labels: { check },
      value: said === 'ready' ? 0 : 1,
    }));
    return [gauge('process_unready', '1: this check keeps the process from being ready', samples)];
  }
}

function gauge(name: string, help: string, samples: MetricFamily['samples']): MetricFamily {
  return { name, type: 'gauge', help, samples };
}

/** Without Kafka or a database nobody can say what is in flight; 0 would be a lie. */
function unknownForNow(cause: unknown): never {
  throw new HttpProblem(
    503,
    'messaging.unavailable',
    'Kafka 或数据库无应答，在途数量不明，请稍后再问。Kafka or the database does not answer, so what is in flight is not known. Ask again.',
    { retryAfterSeconds: 1, cause },
  );
}
