import type { ZhEn } from '@youlu/vocabulary';
import type { KafkaMessage } from 'kafkajs';
import type { BatchWork } from './apply-batch';
import type { BatchHandler } from './batch-handler';
import { type DeadLetter, WHOLE_RECORD, headersOf, jsonOf } from '../dead-letters/dead-letters';
import type { RowPosition } from './event-batch';
import { messagingCounters } from '../metrics/messaging-counters';

/** How a feed ended: all applied, or the partition has to wait. */
export type FeedOutcome = { readonly retryInMs?: number };

export interface OffsetToCommit {
  readonly topic: string;
  readonly partition: number;
  /** Decimal text of the next offset to read. */
  readonly offset: string;
}

/** What kafkajs gave for one partition, taken record by record into transactions. */
export class PartitionFeed {
  /** The group has moved on: no new transaction may take it. */
  lost = false;
  private taken = 0;
  private applied = 0;
  private settle: (outcome: FeedOutcome) => void = () => undefined;
  private fail: (error: unknown) => void = () => undefined;
  readonly outcome = new Promise<FeedOutcome>((resolve, reject) => {
    this.settle = resolve;
    this.fail = reject;
  });

  constructor(
    readonly handler: BatchHandler,
    /** As Kafka knows it, prefix included. */
    readonly topic: string,
    readonly partition: number,
    private readonly records: readonly KafkaMessage[],
    /** Tells kafkajs that everything up to an offset is done. */
    private readonly resolveOffset: (offset: string) => void,
    /** Commits offsets of any partitions of the same consumer. */
    readonly commit: (offsets: readonly OffsetToCommit[]) => Promise<void>,
  ) {}

  get hasMore(): boolean {
    return this.taken < this.records.length;
  }

  /** Decodes the next record into `work`. */
  takeInto(work: BatchWork): void {
    const record = this.records[this.taken++] as KafkaMessage;
    const decoded = this.handler.decode(record.value);
    switch (decoded.kind) {
      case 'rows':
        decoded.rows.forEach((row, i) => this.takeRow(work, row, record, i));
        return;
      case 'other':
        messagingCounters.add('records_skipped', 1, {
          consumer: this.handler.consumer,
          type: decoded.type,
        });
        return;
      case 'undecodable':
        work.letters.push(
          this.letter(record, WHOLE_RECORD, record.value ?? Buffer.alloc(0), decoded),
        );
    }
  }

  /** Where to go on after what was taken; undefined if nothing new was. */
  nextOffset(): OffsetToCommit | undefined {
    if (this.taken === this.applied) return undefined;
    const last = this.records[this.taken - 1] as KafkaMessage;
    const offset = String(BigInt(last.offset) + 1n);
    return { topic: this.topic, partition: this.partition, offset };
  }

  /** What was taken is applied and committed; ends the feed when nothing is left. */
  markApplied(): void {
    if (this.taken > this.applied) {
      this.resolveOffset((this.records[this.taken - 1] as KafkaMessage).offset);
    }
    this.applied = this.taken;
    if (!this.hasMore) this.settle({});
  }

  /** The partition is read again from the first record that was not applied. */
  retryIn(ms: number): void {
    this.settle({ retryInMs: ms });
  }

  /** kafkajs has to know (a rebalance, a lost coordinator): it rejoins and reads again. */
  abandon(error: unknown): void {
    this.fail(error);
  }

  private takeRow(work: BatchWork, row: unknown, record: KafkaMessage, index: number): void {
    const fault = this.handler.faultOf(row);
    if (fault === undefined) {
      work.rows.push(row);
      work.positions.push(this.positionOf(record, index));
      return;
    }
    const json = jsonOf(row);
    const value = json ?? record.value ?? Buffer.alloc(0);
    const code = json ? 'row.invalid' : 'row.too-deep';
    const letter = this.letter(record, index, value, { code, reason: fault });
    work.letters.push({ ...letter, headers: {} });
  }

  private letter(
    record: KafkaMessage,
    row: number,
    value: Buffer,
    why: { code: string; reason: ZhEn },
  ): DeadLetter {
    const position = this.positionOf(record, row);
    return { ...this.head(), position, value, headers: headersOf(record), ...why };
  }

  private head(): { consumer: string; topic: string } {
    return { consumer: this.handler.consumer, topic: this.handler.topic };
  }

  private positionOf(record: KafkaMessage, row: number): RowPosition {
    return { partition: this.partition, offset: record.offset, row };
  }
}
