import type { EventContract } from '@youlu/contracts';
import { partitionOf } from '@youlu/vocabulary';

/**
 * Text of one record at most, UTF-16 units; a broker refuses batches over 1 MB, and Chinese text
 * grows by half when it becomes UTF-8.
 */
export const CHUNK_CHARS_MAX = 300_000;

/** Rows of one partition, each already JSON text, that fit one record. */
export interface Chunk {
  readonly partition: number;
  readonly rows: string[];
  chars: number;
}

/**
 * Groups rows by the partition of their key and cuts each group into chunks of at most
 * `maxRowsPerRecord` rows and `CHUNK_CHARS_MAX` characters (a longer single row is a chunk by
 * itself). Rows of a partition keep their order.
 */
export function chunkRows<Row>(
  contract: EventContract<Row>,
  rows: readonly Row[],
  partitions: number,
): Chunk[] {
  const chunks: Chunk[] = [];
  const open = new Map<number, Chunk>();
  for (const row of rows) {
    const partition = partitionOf(contract.keyOf(row), partitions);
    const text = JSON.stringify(row);
    let chunk = open.get(partition);
    if (!chunk || isFull(chunk, text.length, contract.maxRowsPerRecord)) {
      chunk = { partition, rows: [], chars: 0 };
      open.set(partition, chunk);
      chunks.push(chunk);
    }
    chunk.rows.push(text);
    chunk.chars += text.length;
  }
  return chunks;
}

function isFull(chunk: Chunk, more: number, rowsMax: number): boolean {
  return chunk.rows.length >= rowsMax || chunk.chars + more > CHUNK_CHARS_MAX;
}

/** The text of a record; the same envelope as `sealRows` of contracts, around rows that are text. */
export function sealChunk(
  contract: { readonly type: string; readonly owner: string },
  rows: readonly string[],
  head: { readonly id: string; readonly now: number },
): string {
  return (
    `{"specversion":"1.0","id":"${head.id}","source":"/youlu/${contract.owner}",` +
    `"type":"${contract.type}","time":"${new Date(head.now).toISOString()}",` +
    `"datacontenttype":"application/json","data":{"rows":[${rows.join(',')}]}}`
  );
}
