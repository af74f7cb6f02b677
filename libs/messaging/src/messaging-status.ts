import type { ActivityMeter } from './activity-meter';
import type { KafkaGateway } from './kafka-gateway';
import type { MessagingServer } from './messaging-server';
import type { ServiceRegistry } from './service-registry';

export interface InFlight {
  /** Records that groups of this process have yet to commit. */
  readonly lag: number;
  /** Rows that relays of this process have yet to send. */
  readonly outbox: number;
  /** Counts transactions and sends; two equal readings with lag and outbox 0 mean rest. */
  readonly activity: number;
}

/** How messaging of this process is doing; injectable where `MessagingModule` is imported. */
export class MessagingStatus {
  constructor(
    private readonly server: MessagingServer,
    private readonly gateway: KafkaGateway,
    private readonly registry: ServiceRegistry,
    private readonly activity: ActivityMeter,
  ) {}

  /** Empty when ready; else one line per reason, saying what to do. */
  unready(): readonly string[] {
    return this.server.unready();
  }

  /** Rejects while Kafka or a database is away: then nobody knows. */
  async inFlight(): Promise<InFlight> {
    const before = this.activity.total;
    const waiting = await Promise.all(this.registry.all.map(({ relay }) => relay.waiting()));
    const lag = await this.gateway.lagOf(this.server.groups());
    const outbox = waiting.reduce((sum, n) => sum + n, 0);
    const activity = this.activity.total;
    // Something moved between the two looks, so it may have been in neither: not at rest.
    const moved = activity === before ? 0 : 1;
    return { lag: Math.max(lag, moved), outbox, activity };
  }
}
