import { Catch, UseFilters, applyDecorators } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EventContract } from '@youlu/contracts';
import type { ConsumerContext, EventBatch } from './event-batch';

/** Of a whole consumer; where its handlers differ, the last one read wins. */
export interface GatherOptions {
  /** Rows one transaction takes, over all partitions (the last record may exceed it); default 5,000. */
  readonly maxRows?: number;
  /** How long a first record waits for others, ms; default 0: records of one fetch come together. */
  readonly maxWaitMs?: number;
  /** Transactions of this consumer at once, over disjoint partitions; default 1. */
  readonly lanes?: 1 | 2;
}

export interface ConsumesOptions {
  /** `<service>.<what-it-does>`: the Kafka group; the part before the dot names the database. */
  readonly consumer: string;
  readonly gather?: GatherOptions;
}

/** What `@Consumes` tells the server about a handler. */
export interface ConsumerExtras extends ConsumesOptions {
  readonly contract: EventContract<never>;
}

/** Only the messaging server takes these handlers, whatever else is connected to the application. */
export const MESSAGING_TRANSPORT = Symbol('youlu.messaging');

type BatchHandler<Row> = (batch: EventBatch<Row>, context: ConsumerContext) => Promise<void>;

/** Nest turns a throw into an Observable that nobody reads, and the transaction would commit. */
@Catch()
class Rethrow {
  catch(error: unknown): never {
    throw error;
  }
}

/**
 * Marks a method of a `@Controller()` class (listed under `controllers` of its module) as the
 * handler of one event for one consumer. The method runs inside a transaction that commits when it
 * resolves and rolls back when it rejects; what it does must be idempotent, since a batch can come
 * twice.
 *
 * ```ts
 * @Consumes(ParcelsChanged, { consumer: 'coverage.evidence' })
 * async record(batch: EventBatch<ParcelSnapshot>, { tx, now }: ConsumerContext): Promise<void> {}
 * ```
 */
export function Consumes<Row>(
  contract: EventContract<Row>,
  options: ConsumesOptions,
): <M extends BatchHandler<Row>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<M>,
) => void {
  if (!/^[a-z]+\.[a-z-]+$/.test(options.consumer)) {
    throw new Error(`A consumer is called '<service>.<what-it-does>', got '${options.consumer}'`);
  }
  const extras = { ...options, contract };
  return (target, key, descriptor) => {
    Payload()(target, key, 0);
    Ctx()(target, key, 1);
    applyDecorators(
      EventPattern<string>(contract.topic, MESSAGING_TRANSPORT, extras),
      UseFilters(Rethrow),
    )(target, key, descriptor);
  };
}
