import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { LongLists } from '../long-lists/long-lists.query';
import { EXPORT_TABLES, type ExportTable } from './export-tables.query';

/** What figures are made of, list by list. */
@Injectable()
export class EvidenceExport {
  constructor(private readonly lists: LongLists) {}

  /** @throws HttpProblem 429 while as many as may are reading */
  read(table: ExportTable): Readable {
    return this.lists.csv(table, EXPORT_TABLES[table]);
  }
}
