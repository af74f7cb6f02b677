import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { messagingCounters, MessagingStatus } from '@youlu/messaging';
import { InFlightRegistry, Metrics, ReadinessRegistry } from '@youlu/observability';
import { HttpProblem } from './problem';
import { RequestCounts } from './request-rules';

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
  ) {}

  onModuleInit(): void {
    const { counts, messaging } = this;
    this.inFlight.register(() => ({ work: { openRequests: counts.open }, activity: counts.begun }));
    if (messaging === undefined) return;
    this.readiness.register('messaging', () => messaging.unready().join(' ') || undefined);
    this.inFlight.register(async () => {
      const { lag, outbox, activity } = await messaging.inFlight().catch(unknownForNow);
      return { work: { lag, outbox }, activity };
    });
    this.metrics.showCounters('messaging', () => messagingCounters.read());
  }
}

/** Without Kafka or a database nobody can say what is in flight; 0 would be a lie. */
function unknownForNow(cause: unknown): never {
  throw new HttpProblem(
    503,
    'messaging.unavailable',
    'Kafka or the database does not answer, so what is in flight is not known. Ask again.',
    { retryAfterSeconds: 1, cause },
  );
}
