import { PassThrough, type Readable, Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { HttpProblem } from '@youlu/http';
import { Database } from '@youlu/persistence';
import { exportsMaxFromEnv } from './evidence-export.config';
import { EXPORT_TABLES, type ExportTable } from './export-tables.query';

const RETRY_AFTER_SECONDS = 30;
/** A reader that takes nothing for so long is gone, or keeps a connection from everybody else. */
const STANDSTILL_MS_MAX = 300_000;

/** Lists as CSV after RFC 4180, written by the database as the reader reads. */
@Injectable()
export class EvidenceExport {
  private readonly readersMax = exportsMaxFromEnv();
  private readers = 0;

  constructor(private readonly db: Database) {}

  /** @throws HttpProblem 429 while as many as may are reading */
  read(table: ExportTable): Readable {
    if (this.readers >= this.readersMax) throw tooManyReaders(this.readersMax);
    this.readers += 1;
    const csv = new Transform({
      transform: (chunk, _, done) => {
        standstill.refresh(); // the database writes on as the reader reads
        done(null, chunk);
      },
    });
    const standstill = setTimeout(
      () => csv.destroy(new Error(`Nobody read on from ${table}`)),
      STANDSTILL_MS_MAX,
    );
    // The list ends once its place is free again: who reads one after the other takes one place.
    const written = new PassThrough();
    written.pipe(csv, { end: false });
    csv.once('close', () => written.destroy());
    const sql = `COPY (${EXPORT_TABLES[table]}) TO STDOUT (FORMAT csv, HEADER)`;
    const copied = this.db
      .transaction((tx) => tx.copyOut(sql, written))
      .finally(() => {
        clearTimeout(standstill);
        this.readers -= 1;
      });
    Promise.all([copied, finished(written)]).then(
      () => csv.end(),
      (error: unknown) => csv.destroy(error instanceof Error ? error : undefined),
    );
    return csv;
  }
}

function tooManyReaders(max: number): HttpProblem {
  return new HttpProblem(
    429,
    'coverage.export.busy',
    `正在读取的清单已达上限 ${max} 份，请稍后再试。${max} lists are being read, which is all that may be at once. Try again in a while.`,
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}
