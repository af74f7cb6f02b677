import { setTimeout as pause } from 'node:timers/promises';
import type { ActivityMeter } from './activity-meter';
import type { KafkaGateway, LogEnds } from '../broker/kafka-gateway';
import type { MessagingServer } from '../consuming/messaging-server';
import type { ServiceRegistry } from '../service-registry';

export interface InFlight {
  /** Records that groups of this process have yet to commit. */
  readonly lag: number;
  /** Rows that relays of this process have yet to send. */
  readonly outbox: number;
  /** Counts transactions and sends; two equal readings with lag and outbox 0 mean rest. */
  readonly activity: number;
}

const LOOK_AGAIN_MS = 50;
const AFTER_ERROR_MS = 250;
/** A scan is applied, and what that made of its parcel is. */
const ROUNDS = 2;

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

  /**
   * Waits until all that stood on the log, or in an outbox of this process, when it was called has
   * been applied by the groups of this process: more may come meanwhile. Twice over unless nothing
   * moved, since what is applied here may be told on. Resolves to where the log ended, or to how many records are missing.
   * Rejects while Kafka or a database is away: then nobody knows.
   */
  async settled(waitMsMax: number): Promise<{ readonly ends: LogEnds } | { missing: number }> {
    const until = Date.now() + waitMsMax;
    for (;;) {
      try {
        return await this.settledBy(until);
      } catch (error) {
        if (Date.now() >= until) throw error;
        await pause(AFTER_ERROR_MS); // a partition that gets another leader is no outage
      }
    }
  }

  private async settledBy(
    until: number,
  ): Promise<{ readonly ends: LogEnds } | { missing: number }> {
    for (let round = 1; ; round++) {
      const [mark, activity] = [Date.now(), this.activity.total];
      const outbox = await this.waitFor(() => this.waitingSince(mark), until);
      if (outbox > 0) return { missing: outbox };
      const groups = this.server.groups();
      const ends = await this.gateway.endsOf(groups.flatMap(({ topics }) => topics));
      const missing = await this.waitFor(() => this.gateway.lagBefore(ends, groups), until);
      if (missing > 0) return { missing };
      if (round < ROUNDS && this.activity.total !== activity) continue;
      return { ends: withoutPrefix(ends, this.gateway.config.topicPrefix) };
    }
  }

  /** Rows of relays of this process while one of them is older than that. */
  private async waitingSince(mark: number): Promise<number> {
    const logs = await Promise.all(this.registry.all.map(({ relay }) => relay.backlog()));
    const isOld = logs.some(({ oldestAt }) => oldestAt !== undefined && oldestAt <= mark);
    return isOld ? logs.reduce((sum, { records }) => sum + records, 0) : 0;
  }

  /** Looks until nothing is missing or the time is over; resolves to what is. */
  private async waitFor(missing: () => Promise<number>, until: number): Promise<number> {
    for (;;) {
      const count = await missing();
      if (count === 0 || Date.now() >= until) return count;
      await pause(LOOK_AGAIN_MS);
    }
  }
}

function withoutPrefix(ends: LogEnds, prefix: string): LogEnds {
  return Object.fromEntries(
    Object.entries(ends).map(([topic, offsets]) => [topic.slice(prefix.length), offsets]),
  );
}
