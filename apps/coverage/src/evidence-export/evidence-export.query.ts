import { PassThrough, type Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import { EXPORT_TABLES, type ExportTable } from './export-tables';

/** Lists as CSV after RFC 4180, written by the database as the reader reads. */
@Injectable()
export class EvidenceExport {
  constructor(private readonly db: Database) {}

  read(table: ExportTable): Readable {
    const csv = new PassThrough();
    const sql = `COPY (${EXPORT_TABLES[table]}) TO STDOUT (FORMAT csv, HEADER)`;
    this.db
      .transaction((tx) => tx.copyOut(sql, csv))
      .catch((error: unknown) => csv.destroy(error instanceof Error ? error : undefined));
    return csv;
  }
}
