import { Logger } from '@nestjs/common';
import type { Database } from '@youlu/persistence';
import { v4 as randomId } from 'uuid';
import type { ActivityMeter } from '../metrics/activity-meter';
import type { CheckedProducer, OutgoingRecord } from './checked-producer';
import { FreshValues, type OutboxRecord } from '../consuming/fresh-values';
import { messagingCounters } from '../metrics/messaging-counters';
import type { MessagingConfig } from '../messaging.config';

interface OutboxRow extends Omit<OutboxRecord, 'value'> {
  /** Null where the value is at hand. */
  readonly value: string | null;
}

/** Records are up to 0.3 MB, so this is at most some 20 MB at once. */
const RECORDS_AT_ONCE_MAX = 64;
/** Ids commit out of order, so the oldest rows are nearly, not exactly, those that came first. */
const AT_HAND_MAX = 4 * RECORDS_AT_ONCE_MAX;
/** For rows of a process that died between commit and wake, and for lost leases. */
const POLL_MS = 1_000;
const LEASE_SECONDS = 5;
const RENEW_MS = 2_000;
const BACKOFF_MS_MAX = 5_000;

/**
 * Moves a service's outbox onto the log, at least once. Rows are claimed by existence and deleted
 * after the checked send: ids commit out of order, so `id > last` would skip some. One relay per
 * service works at a time, under a lease whose epoch fences the deletes of one that lost it.
 */
export class OutboxRelay {
  private readonly logger: Logger;
  private readonly holder = randomId();
  private readonly fresh = new FreshValues();
  private epoch?: number;
  private renewAt = 0;
  private failures = 0;
  private stopped = false;
  private wakeUp?: () => void;
  private woken = false;
  private loop?: Promise<void>;

  constructor(
    private readonly db: Database,
    private readonly producer: CheckedProducer,
    private readonly config: MessagingConfig,
    private readonly activity: ActivityMeter,
  ) {
    this.logger = new Logger(`OutboxRelay ${db.service}`);
  }

  start(): void {
    // Counters begin at 0, or the first failure would be no increase.
    messagingCounters.add('relay_failures', 0, { service: this.db.service });
    messagingCounters.add('outbox_records_relayed', 0, { service: this.db.service });
    this.loop ??= this.run();
  }

  /** Sends what a transaction has just committed. */
  committed(records: readonly OutboxRecord[]): void {
    if (this.epoch !== undefined) this.fresh.keep(records); // otherwise another one's relay sends them
    this.wake();
  }

  wake(): void {
    this.woken = true;
    this.wakeUp?.();
  }

  /** Ends after the send under way; what is left goes out at the next start. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.wakeUp?.();
    await this.loop;
    if (this.epoch === undefined) return;
    const release = `UPDATE leases SET expires_at = '-infinity' WHERE name = 'relay' AND holder = $1`;
    await this.db.transaction((tx) => tx.execute(release, [this.holder])).catch(() => undefined); // the lease runs out by itself
  }

  /** Rows waiting, and when the oldest was written (epoch ms): ids begin with their time. */
  async backlog(): Promise<{ records: number; oldestAt: number | undefined }> {
    const [row] = await this.db.query<{ records: number; oldest: string | null }>(
      `SELECT count(*) AS records, (SELECT id::text FROM outbox ORDER BY id LIMIT 1) AS oldest
         FROM outbox`,
    );
    const oldest = row?.oldest?.replaceAll('-', '').slice(0, 12);
    return { records: row?.records ?? 0, oldestAt: oldest ? parseInt(oldest, 16) : undefined };
  }

  /** Rows waiting, sent or not by whichever process holds the lease. */
  async waiting(): Promise<number> {
    const [row] = await this.db.query<{ n: number }>('SELECT count(*) AS n FROM outbox');
    return row?.n ?? 0;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.woken = false;
      try {
        if (await this.holdsLease()) await this.drain();
        this.failures = 0;
      } catch (error) {
        this.failures++;
        messagingCounters.add('relay_failures', 1, { service: this.db.service });
        this.logger.warn(`Not sent, will be tried again: ${String(error)}`);
      }
      await this.rest();
    }
  }

  private async rest(): Promise<void> {
    if (this.stopped || (this.woken && this.failures === 0)) return;
    const ms = Math.min(POLL_MS * 2 ** Math.min(this.failures, 3), BACKOFF_MS_MAX);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wakeUp = () => {
        if (this.failures > 0 && !this.stopped) return; // back-off is not cut short by more work
        clearTimeout(timer);
        resolve();
      };
    });
    delete this.wakeUp;
  }

  private async drain(): Promise<void> {
    while (!this.stopped) {
      const rows = await this.oldest();
      if (rows.length === 0) return;
      for (const [topic, records] of byTopic(rows)) {
        await this.producer.send(this.config.topicPrefix + topic, records);
      }
      if (!(await this.forget(rows))) return;
      messagingCounters.add('outbox_records_relayed', rows.length, { service: this.db.service });
      this.activity.count();
      if (rows.length < RECORDS_AT_ONCE_MAX && !this.woken) return;
      this.woken = false;
      if (!(await this.holdsLease())) return;
    }
  }

  /** The table says which rows there are; values that are at hand are not asked for. */
  private async oldest(): Promise<OutboxRecord[]> {
    const atHand = this.fresh.oldest(AT_HAND_MAX);
    const rows = await this.db.query<OutboxRow>(
      `SELECT id, topic, partition, CASE WHEN id = ANY($2::uuid[]) THEN NULL ELSE value END AS value
         FROM outbox ORDER BY id LIMIT $1`,
      [RECORDS_AT_ONCE_MAX, [...atHand.keys()]],
    );
    return rows.map((row) => ({
      ...row,
      value: row.value === null ? (atHand.get(row.id) as Buffer) : Buffer.from(row.value),
    }));
  }

  /** Deletes what was sent, unless another relay has taken over: then it may send them again. */
  private async forget(rows: readonly OutboxRecord[]): Promise<boolean> {
    const deleted = await this.db.transaction((tx) =>
      tx.execute(
        `DELETE FROM outbox WHERE id = ANY($1::uuid[])
           AND EXISTS (SELECT 1 FROM leases WHERE name = 'relay' AND holder = $2 AND epoch = $3)`,
        [rows.map(({ id }) => id), this.holder, this.epoch],
      ),
    );
    for (const { id } of rows) this.fresh.forget(id);
    if (deleted > 0) return true;
    delete this.epoch;
    return false;
  }

  /** Takes or renews the lease, by the database's clock; asks the database every 2 s at most. */
  private async holdsLease(): Promise<boolean> {
    if (this.epoch !== undefined && Date.now() < this.renewAt) return true;
    const asked = Date.now();
    const [lease] = await this.db.transaction((tx) =>
      tx.query<{ epoch: number }>(
        `INSERT INTO leases AS l (name, holder, epoch, expires_at)
         VALUES ('relay', $1, 1, clock_timestamp() + make_interval(secs => $2))
         ON CONFLICT (name) DO UPDATE SET holder = $1, expires_at = excluded.expires_at,
           epoch = l.epoch + CASE WHEN l.holder = $1 THEN 0 ELSE 1 END
         WHERE l.holder = $1 OR l.expires_at < clock_timestamp()
         RETURNING epoch`,
        [this.holder, LEASE_SECONDS],
      ),
    );
    if (lease) {
      if (lease.epoch !== this.epoch) this.fresh.clear(); // another relay may have sent and deleted them
      this.epoch = lease.epoch;
      this.renewAt = asked + RENEW_MS;
    } else {
      delete this.epoch;
      this.fresh.clear();
    }
    return lease !== undefined;
  }
}

function byTopic(rows: readonly OutboxRecord[]): Map<string, OutgoingRecord[]> {
  const topics = new Map<string, OutgoingRecord[]>();
  for (const { topic, partition, value } of rows) {
    const records = topics.get(topic) ?? [];
    records.push({ partition, value });
    topics.set(topic, records);
  }
  return topics;
}
