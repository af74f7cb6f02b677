import type { EventContract } from '@youlu/contracts';
import type { ConsumerContext, EventBatch } from './event-batch';

export interface GatherOptions {
  /** Rows one transaction takes at most, over all partitions; default 5,000. */
  readonly maxRows?: number;
  /** How long a first row waits for others, ms; default 5. */
  readonly maxWaitMs?: number;
  /** Transactions of this consumer at once, over disjoint partitions; default 1. */
  readonly lanes?: 1 | 2;
}

export interface ConsumesOptions {
  /** `<service>.<what-it-does>`: the Kafka group; the part before the dot names the database. */
  readonly consumer: string;
  readonly gather?: GatherOptions;
}

type BatchHandler<Row> = (batch: EventBatch<Row>, context: ConsumerContext) => Promise<void>;

/**
 * Marks a method of a `@Controller()` class as the handler of one event for one consumer. The
 * method runs inside a transaction that commits when it resolves and rolls back when it rejects.
 */
export function Consumes<Row>(
  _contract: EventContract<Row>,
  _options: ConsumesOptions,
): (
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<BatchHandler<Row>>,
) => void {
  throw new Error('being written');
}
