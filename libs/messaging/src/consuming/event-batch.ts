import type { Instant } from '@youlu/vocabulary';
import type { Tx } from '@youlu/persistence';

/** Where a row stood on the log. */
export interface RowPosition {
  readonly partition: number;
  /** Kafka's offset, decimal text: it may exceed 2^53. */
  readonly offset: string;
  /** Index of the row inside its record. */
  readonly row: number;
}

/** Rows of one topic, each valid under its contract, in the order of their partitions. */
export class EventBatch<Row> {
  constructor(
    readonly topic: string,
    readonly rows: readonly Row[],
    /** `positions[i]` belongs to `rows[i]`. */
    readonly positions: readonly RowPosition[],
  ) {}
}

/** What a consumer works with: everything it writes goes through `tx`. */
export class ConsumerContext {
  constructor(
    readonly tx: Tx,
    /** The wall clock at the start of the transaction, epoch ms. */
    readonly now: Instant,
    readonly consumer: string,
  ) {}
}
