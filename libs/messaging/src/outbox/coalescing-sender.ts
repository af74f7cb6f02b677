import type { EventContract } from '@youlu/contracts';
import { v7 as newId } from 'uuid';
import type { ActivityMeter } from '../metrics/activity-meter';
import type { CheckedProducer, OutgoingRecord } from './checked-producer';
import { type Chunk, chunkRows, sealChunk } from '../consuming/chunks';
import { EventSender } from './event-sender';
import { messagingCounters } from '../metrics/messaging-counters';
import type { MessagingConfig } from '../messaging.config';
import { LogUnavailable, SenderBusy } from '../messaging.errors';

const COALESCE_MS_MAX = 5;
const PARTITION_CHARS_MAX = 512_000;
const SENDS_AT_ONCE_MAX = 3;
/** What may wait or be under way, in characters of JSON; beyond it the door says 429. */
const QUEUE_CHARS_MAX = 64_000_000;

/** What waits for the next send of one topic. */
interface Gathering {
  readonly contract: { readonly type: string; readonly owner: string };
  readonly maxRows: number;
  readonly byPartition: Map<number, Chunk[]>;
  readonly waiters: { resolve: () => void; reject: (error: Error) => void }[];
  chars: number;
  timer?: NodeJS.Timeout;
}

/** `EventSender` that joins what several requests send within 5 ms: cost is per record, not per byte. */
export class CoalescingSender extends EventSender {
  private readonly gathering = new Map<string, Gathering>();
  private queuedChars = 0;
  private sending = 0;

  constructor(
    private readonly producer: CheckedProducer,
    private readonly config: MessagingConfig,
    private readonly activity: ActivityMeter,
  ) {
    super();
  }

  async send<Row>(contract: EventContract<Row>, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    if (this.queuedChars >= QUEUE_CHARS_MAX) {
      throw new SenderBusy(
        '待发消息过多，请一秒后重发。Too much is waiting for Kafka; send the same request again in a second',
      );
    }
    const chunks = chunkRows(contract, rows, this.config.partitions);
    await new Promise<void>((resolve, reject) => {
      const gathered = this.gatheringOf(contract);
      gathered.waiters.push({ resolve, reject });
      if (this.addChunks(gathered, chunks)) this.flush(contract.topic);
    });
  }

  private gatheringOf<Row>(contract: EventContract<Row>): Gathering {
    let gathered = this.gathering.get(contract.topic);
    if (!gathered) {
      gathered = {
        contract,
        maxRows: contract.maxRowsPerRecord,
        byPartition: new Map(),
        waiters: [],
        chars: 0,
      };
      gathered.timer = setTimeout(() => this.flush(contract.topic), COALESCE_MS_MAX);
      this.gathering.set(contract.topic, gathered);
    }
    return gathered;
  }

  /** Whether a partition has enough for a send of its own. */
  private addChunks(gathered: Gathering, chunks: readonly Chunk[]): boolean {
    let enough = false;
    for (const chunk of chunks) {
      const list = gathered.byPartition.get(chunk.partition) ?? [];
      gathered.byPartition.set(chunk.partition, list);
      const last = list.at(-1);
      const joined = last && last.rows.length + chunk.rows.length <= gathered.maxRows;
      if (joined && last.chars + chunk.chars <= PARTITION_CHARS_MAX / 2) {
        for (const row of chunk.rows) last.rows.push(row);
        last.chars += chunk.chars;
      } else list.push(chunk);
      gathered.chars += chunk.chars;
      this.queuedChars += chunk.chars;
      enough ||= list.reduce((sum, { chars }) => sum + chars, 0) >= PARTITION_CHARS_MAX;
    }
    return enough;
  }

  /** Sends what has gathered; while three sends are under way, more gathers instead. */
  private flush(topic: string): void {
    const gathered = this.gathering.get(topic);
    if (!gathered || this.sending >= SENDS_AT_ONCE_MAX) return;
    clearTimeout(gathered.timer);
    this.gathering.delete(topic);
    this.sending++;
    void this.deliver(topic, gathered).finally(() => {
      this.sending--;
      this.queuedChars -= gathered.chars;
      this.activity.count();
      for (const waiting of this.gathering.keys()) this.flush(waiting);
    });
  }

  private async deliver(topic: string, gathered: Gathering): Promise<void> {
    try {
      await this.producer.send(this.config.topicPrefix + topic, seal(gathered));
      messagingCounters.add('bytes_sent', gathered.chars, { topic });
      for (const { resolve } of gathered.waiters) resolve();
    } catch (error) {
      const refused = new LogUnavailable(
        '消息队列未确认，请重发。Kafka did not acknowledge; send the same request again',
      );
      refused.cause = error;
      for (const { reject } of gathered.waiters) reject(refused);
    }
  }
}

function seal({ contract, byPartition }: Gathering): OutgoingRecord[] {
  const now = Date.now();
  const records: OutgoingRecord[] = [];
  for (const [partition, chunks] of byPartition) {
    for (const { rows } of chunks) {
      const value = Buffer.from(sealChunk(contract, rows, { id: newId(), now }));
      records.push({ partition, value });
    }
  }
  return records;
}
