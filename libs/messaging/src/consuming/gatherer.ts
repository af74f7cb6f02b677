import { Logger } from '@nestjs/common';
import type { Database } from '@youlu/persistence';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ActivityMeter } from '../metrics/activity-meter';
import { type BatchWork, applyBatch } from './apply-batch';
import type { GatherOptions } from './consumes.decorator';
import { messagingCounters } from '../metrics/messaging-counters';
import { messagingHistograms } from '../metrics/messaging-histograms';
import type { OffsetToCommit, PartitionFeed } from './partition-feed';

const MAX_ROWS = 5_000;
const BACKOFF_FIRST_MS = 100;
const BACKOFF_MS_MAX = 5_000;
/** Decoding yields to the event loop at least this often, so that heartbeats and requests go on. */
const HOLD_MS_MAX = 20;
/** Longer than kafkajs waits for an answer; a request that its connection forgot has no limit at all. */
const COMMIT_MS_MAX = 30_000;

/**
 * Joins what kafkajs hands over partition by partition into transactions of up to `maxRows` rows of
 * one topic. A partition is in one transaction at a time, so its order holds. Offsets are committed
 * after the transaction; a transaction that failed for a passing reason gives its partitions back to
 * be paused, with a back-off that grows to 5 s and never ends.
 */
export class Gatherer {
  private readonly logger: Logger;
  private readonly waiting: PartitionFeed[] = [];
  private readonly busy = new Set<Promise<void>>();
  private failures = 0;
  private stopped = false;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly db: Database,
    private readonly options: GatherOptions,
    private readonly activity: ActivityMeter,
    consumer: string,
  ) {
    this.logger = new Logger(`Consumer ${consumer}`);
  }

  /** Takes over a feed; its `outcome` tells when it is through. */
  offer(feed: PartitionFeed): void {
    if (this.stopped) return feed.retryIn(0);
    this.waiting.push(feed);
    this.timer ??= setTimeout(() => {
      delete this.timer;
      this.pump();
    }, this.options.maxWaitMs ?? 0);
  }

  /** Lets running transactions end and gives everything else back. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const feed of this.waiting.splice(0)) feed.retryIn(0);
    await Promise.all(this.busy);
  }

  private pump(): void {
    const lanes = this.options.lanes ?? 1;
    while (this.busy.size < lanes && !this.stopped) {
      const first = this.nextOf();
      if (!first) return;
      const run = this.runOne(first).finally(() => {
        this.busy.delete(run);
        this.pump();
      });
      this.busy.add(run);
    }
  }

  /** One transaction: the oldest feed decides the topic, others of that topic join. */
  private async runOne(first: PartitionFeed): Promise<void> {
    const taken: PartitionFeed[] = [];
    const work: BatchWork = { rows: [], positions: [], letters: [] };
    const maxRows = this.options.maxRows ?? MAX_ROWS;
    try {
      let feed: PartitionFeed | undefined = first;
      while (feed) {
        taken.push(feed);
        await this.takeFrom(work, feed, maxRows);
        feed = sizeOf(work) < maxRows ? this.nextOf(first) : undefined;
      }
      await this.apply(first, work);
    } catch (error) {
      return this.giveBack(taken, error);
    }
    await this.commit(taken);
  }

  /** The oldest feed that waits, of the same topic as `like` if given. */
  private nextOf(like?: PartitionFeed): PartitionFeed | undefined {
    for (let i = 0; i < this.waiting.length; i++) {
      const feed = this.waiting[i] as PartitionFeed;
      if (feed.lost) {
        this.waiting.splice(i--, 1);
        feed.retryIn(0);
      } else if (!like || feed.handler === like.handler) {
        return this.waiting.splice(i, 1)[0];
      }
    }
    return undefined;
  }

  private async takeFrom(work: BatchWork, feed: PartitionFeed, maxRows: number): Promise<void> {
    let since = Date.now();
    while (feed.hasMore && sizeOf(work) < maxRows) {
      feed.takeInto(work);
      if (Date.now() - since < HOLD_MS_MAX) continue;
      await nextTurn();
      since = Date.now();
    }
  }

  private async apply({ handler }: PartitionFeed, work: BatchWork): Promise<void> {
    if (sizeOf(work) === 0) return; // only records of types that are not for this handler
    const started = process.hrtime.bigint();
    const parked = await applyBatch(this.db, handler, work);
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    this.failures = 0;
    const labels = { consumer: handler.consumer, topic: handler.topic };
    messagingCounters.add('batches_applied', 1, labels);
    messagingCounters.add('rows_applied', sizeOf(work) - parked, labels);
    messagingCounters.add('apply_seconds_total', seconds, labels);
    messagingHistograms.batchApplied(handler.consumer, sizeOf(work), seconds);
    if (parked === 0) return;
    messagingCounters.add('rows_parked', parked, labels);
    this.logger.error(`Parked ${parked} of ${handler.topic}; see dead_letters of the service`);
  }

  private async commit(taken: readonly PartitionFeed[]): Promise<void> {
    const offsets = taken
      .map((feed) => feed.nextOffset())
      .filter((offset): offset is OffsetToCommit => offset !== undefined);
    try {
      await inTime(taken[0]?.commit(offsets));
    } catch (error) {
      // The rows are in; they will come again and change nothing.
      for (const feed of taken) feed.abandon(error);
      return;
    }
    this.activity.count();
    for (const feed of taken) {
      feed.markApplied();
      if (!feed.hasMore) continue;
      if (this.stopped) feed.retryIn(0);
      else this.waiting.push(feed);
    }
  }

  private giveBack(taken: readonly PartitionFeed[], error: unknown): void {
    const ms = Math.min(BACKOFF_FIRST_MS * 2 ** Math.min(this.failures, 10), BACKOFF_MS_MAX);
    this.failures++;
    const consumer = taken[0]?.handler.consumer ?? '';
    messagingCounters.add('batches_retried', 1, { consumer });
    this.logger.warn(`Nothing was kept, next attempt in ${ms} ms: ${String(error)}`);
    for (const feed of taken) feed.retryIn(ms);
  }
}

/** Parked letters count too, or a flood of bad rows would have no bound. */
function sizeOf({ rows, letters }: BatchWork): number {
  return rows.length + letters.length;
}

async function inTime(commit: Promise<void> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`Offsets were not committed within ${COMMIT_MS_MAX} ms`);
    timer = setTimeout(() => reject(error), COMMIT_MS_MAX);
  });
  try {
    await Promise.race([commit, late]);
  } finally {
    clearTimeout(timer);
  }
}
