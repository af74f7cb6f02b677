import { PassThrough, type Readable, Transform, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { HttpProblem } from '@youlu/http';
import { Database, inPieces, type Tx } from '@youlu/persistence';
import { exportsMaxFromEnv } from './long-lists.config';

const RETRY_AFTER_SECONDS = 30;
/** A reader that takes nothing for so long is gone, or keeps a connection from everybody else. */
const STANDSTILL_MS_MAX = 300_000;
/** The database waits for slow readers longer than we do, so that it is we who say why. */
const IDLE_MS_MAX = STANDSTILL_MS_MAX + 30_000;
const ROWS_AT_ONCE = 1_000;

/**
 * Lists that are computed once, as of one moment, and read for as long as their reader takes; memory
 * stays small. Each holds a connection of the pool meanwhile, so few are read at once.
 */
@Injectable()
export class LongLists {
  private readonly readersMax = exportsMaxFromEnv();
  private readers = 0;

  constructor(private readonly db: Database) {}

  /**
   * A list as CSV after RFC 4180, written by the database.
   * @throws HttpProblem 429 while as many as may are reading
   */
  csv(name: string, select: string): Readable {
    const sql = `COPY (${select}) TO STDOUT (FORMAT csv, HEADER)`;
    return this.read(name, false, (tx, into) => tx.copyOut(sql, into));
  }

  /**
   * A list row by row, as a stream of objects.
   * @throws HttpProblem 429 while as many as may are reading
   */
  rows<Row>(name: string, select: string, params: readonly unknown[]): AsyncIterable<Row> {
    return this.read(name, true, (tx, into) => pipeline(fetched<Row>(tx, select, params), into));
  }

  private read(
    name: string,
    objectMode: boolean,
    write: (tx: Tx, into: Writable) => Promise<unknown>,
  ): Readable {
    if (this.readers >= this.readersMax) throw tooManyReaders(this.readersMax);
    this.readers += 1;
    const list = new Transform({
      objectMode,
      transform: (part, _, done) => {
        standstill.refresh(); // the database writes on as the reader reads
        done(null, part);
      },
    });
    const standstill = setTimeout(
      () => list.destroy(new Error(`Nobody read on from ${name}`)),
      STANDSTILL_MS_MAX,
    );
    // The list ends once its place is free again: who reads one after the other takes one place.
    const written = new PassThrough({ objectMode });
    written.pipe(list, { end: false });
    list.once('close', () => written.destroy());
    const copied = this.db
      .transaction(async (tx) => {
        await tx.execute(`SET LOCAL idle_in_transaction_session_timeout = ${IDLE_MS_MAX}`);
        return write(tx, written);
      })
      .finally(() => {
        clearTimeout(standstill);
        this.readers -= 1;
      });
    Promise.all([copied, finished(written)]).then(
      () => list.end(),
      (error: unknown) => list.destroy(error instanceof Error ? error : undefined),
    );
    return list;
  }
}

/** The rows of a statement, which runs once; it is planned as one that is read to its end. */
async function* fetched<Row>(tx: Tx, select: string, params: readonly unknown[]) {
  await tx.execute('SET LOCAL cursor_tuple_fraction = 1');
  for await (const rows of inPieces<Row>(tx, ROWS_AT_ONCE, select, params)) yield* rows;
}

function tooManyReaders(max: number): HttpProblem {
  return new HttpProblem(
    429,
    'coverage.export.busy',
    `正在读取的清单已达上限 ${max} 份，请稍后再试。${max} lists are being read, which is all that may be at once. Try again in a while.`,
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}
