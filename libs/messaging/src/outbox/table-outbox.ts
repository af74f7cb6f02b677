import type { EventContract } from '@youlu/contracts';
import { BinaryCopy, type Tx } from '@youlu/persistence';
import { v7 as newId } from 'uuid';
import { chunkRows, sealChunk } from '../consuming/chunks';
import type { OutboxRecord } from '../consuming/fresh-values';
import { type MessagingConfig, partitionsFromEnv } from '../messaging.config';
import { Outbox } from './outbox';

/** Up to here one INSERT is cheaper than a COPY, which needs two more round trips. */
const INSERT_RECORDS_MAX = 8;
/** All of a row but its value, with some room. */
const ROW_BYTES = 128;

/** `Outbox` on the table of the service's schema. */
export class TableOutbox extends Outbox {
  constructor(
    private readonly service: string,
    private readonly config: Pick<MessagingConfig, 'partitions'>,
    /** Told what a transaction has added once it has committed. */
    private readonly committed: (records: readonly OutboxRecord[]) => void,
  ) {
    super();
  }

  async add<Row>(tx: Tx, contract: EventContract<Row>, rows: readonly Row[]): Promise<void> {
    if (contract.owner !== this.service) {
      throw new Error(`${contract.type} is published by ${contract.owner}, not by ${this.service}`);
    }
    if (rows.length === 0) return;
    const now = Date.now();
    const { topic } = contract;
    const records = chunkRows(contract, rows, this.config.partitions).map((chunk): OutboxRecord => {
      const id = newId();
      const value = Buffer.from(sealChunk(contract, chunk.rows, { id, now }));
      return { id, topic, partition: chunk.partition, value };
    });
    if (records.length <= INSERT_RECORDS_MAX) {
      const tuples = records.map(
        (_, i) => `($${4 * i + 1},$${4 * i + 2},$${4 * i + 3},$${4 * i + 4})`,
      );
      await tx.execute(
        `INSERT INTO outbox (id, topic, partition, value) VALUES ${tuples.join(',')}`,
        // a buffer travels as it is, and text in binary is its bytes
        records.flatMap(({ id, partition, value }) => [id, topic, partition, value]),
      );
    } else {
      const bytes = records.reduce((sum, { value }) => sum + value.length + ROW_BYTES, 0);
      const copy = new BinaryCopy(['uuid', 'text', 'int4', 'bytea'], bytes);
      for (const { id, partition, value } of records) copy.add([id, topic, partition, value]);
      await tx.copyInBinary(
        'COPY outbox (id, topic, partition, value) FROM STDIN BINARY',
        copy.finish(),
      );
    }
    tx.afterCommit(() => this.committed(records));
  }
}

/** For commands: the service's own relay, in its own process, sends what they add. */
export function outboxBesideService(service: string): Outbox {
  return new TableOutbox(service, { partitions: partitionsFromEnv() }, () => undefined);
}
