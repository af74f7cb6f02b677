import type { EventContract } from '@youlu/contracts';
import { BinaryCopy, type Tx } from '@youlu/persistence';
import { v7 as newId } from 'uuid';
import { chunkRows, sealChunk } from './chunks';
import { type MessagingConfig, partitionsFromEnv } from './messaging.config';
import { Outbox } from './outbox';

/** Up to here one INSERT is cheaper than a COPY, which needs two more round trips. */
const INSERT_RECORDS_MAX = 8;

/** `Outbox` on the table of the service's schema. */
export class TableOutbox extends Outbox {
  constructor(
    private readonly service: string,
    private readonly config: Pick<MessagingConfig, 'partitions'>,
    private readonly wakeRelay: () => void,
  ) {
    super();
  }

  async add<Row>(tx: Tx, contract: EventContract<Row>, rows: readonly Row[]): Promise<void> {
    if (contract.owner !== this.service) {
      throw new Error(`${contract.type} is published by ${contract.owner}, not by ${this.service}`);
    }
    if (rows.length === 0) return;
    const now = Date.now();
    const records = chunkRows(contract, rows, this.config.partitions).map((chunk) => {
      const id = newId();
      return [id, contract.topic, chunk.partition, sealChunk(contract, chunk.rows, { id, now })];
    }) as [string, string, number, string][];
    if (records.length <= INSERT_RECORDS_MAX) {
      const tuples = records.map(
        (_, i) => `($${4 * i + 1},$${4 * i + 2},$${4 * i + 3},$${4 * i + 4})`,
      );
      await tx.execute(
        `INSERT INTO outbox (id, topic, partition, value) VALUES ${tuples.join(',')}`,
        records.flat(),
      );
    } else {
      const copy = new BinaryCopy(['uuid', 'text', 'int4', 'text']);
      for (const record of records) copy.add(record);
      await tx.copyInBinary(
        'COPY outbox (id, topic, partition, value) FROM STDIN BINARY',
        copy.finish(),
      );
    }
    tx.afterCommit(this.wakeRelay);
  }
}

/** For commands: the service's own relay, in its own process, sends what they add. */
export function outboxBesideService(service: string): Outbox {
  return new TableOutbox(service, { partitions: partitionsFromEnv() }, () => undefined);
}
