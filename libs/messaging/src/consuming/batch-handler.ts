import type { EventContract } from '@youlu/contracts';
import type { ZhEn } from '@youlu/vocabulary';
import type { ConsumerContext, EventBatch } from './event-batch';
import { type Decoded, type RowJudge, compileRowJudge, decodeRecord } from './decode-record';

/** One method under `@Consumes`, with everything the consumer loop has to know about it. */
export class BatchHandler {
  private readonly judge: RowJudge;

  constructor(
    readonly contract: EventContract<never>,
    readonly consumer: string,
    private readonly call: (
      batch: EventBatch<unknown>,
      context: ConsumerContext,
    ) => Promise<unknown>,
  ) {
    this.judge = compileRowJudge(contract);
  }

  get topic(): string {
    return this.contract.topic;
  }

  decode(value: Buffer | null): Decoded {
    return decodeRecord(this.contract.type, value);
  }

  /** What is wrong with a row, if anything is. */
  faultOf(row: unknown): ZhEn | undefined {
    return this.judge(row);
  }

  async run(batch: EventBatch<unknown>, context: ConsumerContext): Promise<void> {
    if (batch.rows.length > 0) await this.call(batch, context);
  }
}
