import { Logger } from '@nestjs/common';
import type { Kafka, Producer, RecordMetadata } from 'kafkajs';
import { BRISK } from '../broker/kafka-client';
import { messagingCounters } from '../metrics/messaging-counters';

export interface OutgoingRecord {
  readonly partition: number;
  readonly value: Buffer;
}

/** A broker refuses a batch over 1 MB, and kafkajs makes one batch of all records of a partition. */
const PARTITION_BYTES_MAX = 900_000;
const REQUEST_BYTES_MAX = 8_000_000;
/** Each rejection comes after some 8 s of kafkajs' own retries. */
const REJECTIONS_MAX = 2;
const ROUNDS_MAX = 6;

/**
 * The only way onto the log. kafkajs resolves `send()` without the partitions that moved to a broker
 * which had already answered, and so loses acknowledged records on failover (tulios/kafkajs#1303,
 * measured: 65-74 records each time). So the answer is compared with what was sent, and what it
 * lacks is sent again. A producer that rejected is replaced, never reused.
 *
 * Not idempotent on purpose: every effect downstream is, and order is not promised.
 */
export class CheckedProducer {
  private readonly logger = new Logger('CheckedProducer');
  private current?: Promise<Producer>;
  private closed = false;
  private refusal: Error | undefined;
  /** Ends the waits for what kafkajs still tries to send. */
  private readonly waits = new Set<(reason: Error) => void>();

  /** @param kafka whose connections lead to our log only: see `OurLog` */
  constructor(private readonly kafka: Kafka) {}

  /** From here on nothing is sent: the log that answers is not ours. */
  refuse(reason: Error): void {
    this.refusal = reason;
    for (const end of this.waits) end(reason);
  }

  /**
   * Resolves when every record is acknowledged by all in-sync replicas; rejects with kafkajs' error
   * after some 16 s, when some records may have been written.
   */
  async send(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    for (const wave of cutIntoWaves(records)) await this.sendWave(topic, wave);
    messagingCounters.add('records_sent', records.length, { topic });
  }

  async close(): Promise<void> {
    this.closed = true;
    const producer = await this.current?.catch(() => undefined);
    await producer?.disconnect().catch(() => undefined); // it is going away either way
  }

  private async sendWave(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    let left = [...records];
    let rejections = 0;
    for (let round = 1; left.length > 0; round++) {
      if (round > ROUNDS_MAX) throw new Error(`${left.length} records stay unacknowledged`);
      if (round > 1) messagingCounters.add('records_resent', left.length, { topic });
      const connecting = (this.current ??= this.connect());
      try {
        const answers = await this.produce(connecting, topic, left);
        const done = new Set(answers.map(({ partition }) => partition));
        left = left.filter(({ partition }) => !done.has(partition));
      } catch (error) {
        this.replace(connecting);
        if (this.refusal) throw this.refusal;
        if (++rejections >= REJECTIONS_MAX || this.closed) throw error;
        this.logger.warn(`Sending to ${topic} failed, once more: ${String(error)}`);
      }
    }
  }

  /** Rejects at once when nothing is to be sent any more. */
  private async produce(
    connecting: Promise<Producer>,
    topic: string,
    messages: OutgoingRecord[],
  ): Promise<RecordMetadata[]> {
    if (this.refusal) throw this.refusal;
    let end: (reason: Error) => void = () => undefined;
    try {
      return await new Promise<RecordMetadata[]>((resolve, reject) => {
        end = reject;
        this.waits.add(end);
        connecting
          .then((producer) => producer.send({ topic, acks: -1, messages }))
          .then(resolve, reject);
      });
    } finally {
      this.waits.delete(end);
    }
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      allowAutoTopicCreation: false,
      idempotent: false,
      retry: BRISK,
      // Every record says its partition; kafkajs' own partitioner emulates 64-bit arithmetic.
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition as number,
    });
    await producer.connect();
    return producer;
  }

  /** Several sends may fail on the same producer; only the first replaces it. */
  private replace(failed: Promise<Producer>): void {
    if (this.current !== failed) return;
    delete this.current;
    void failed.then((producer) => producer.disconnect()).catch(() => undefined);
  }
}

/** Consecutive parts, each small enough for one request and one batch a partition. */
export function cutIntoWaves<R extends { partition: number; value: { length: number } }>(
  records: readonly R[],
): R[][] {
  const waves: R[][] = [];
  let wave: R[] = [];
  let total = 0;
  const byPartition = new Map<number, number>();
  for (const record of records) {
    const size = record.value.length;
    const partitionBytes = (byPartition.get(record.partition) ?? 0) + size;
    const over = partitionBytes > PARTITION_BYTES_MAX || total + size > REQUEST_BYTES_MAX;
    if (over && wave.length > 0) {
      waves.push(wave);
      wave = [];
      total = 0;
      byPartition.clear();
    }
    wave.push(record);
    total += size;
    byPartition.set(record.partition, (byPartition.get(record.partition) ?? 0) + size);
  }
  if (wave.length > 0) waves.push(wave);
  return waves;
}
