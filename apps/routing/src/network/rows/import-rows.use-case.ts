import { Injectable } from '@nestjs/common';
import type { Rejection } from '@youlu/http';
import type { Tx } from '@youlu/persistence';
import { NetworkRevision } from '../network-revision.repository';
import { changesBy, type ImportResult, type IncomingRow, type VersionedRow } from './row-change';
import { idOf, type RowKind } from './row-kind';
import { VersionedRows } from './versioned-row.repository';

export interface ImportedRows<Row> {
  results: ImportResult[];
  rejections: Rejection[];
  /** Newest version of each row that is new or has changed. */
  changed: VersionedRow<Row>[];
  /** When they were noted. */
  recordedAt: number;
}

/**
 * Stores the rows of one kind: each is judged alone, unchanged ones are accepted and touch nothing,
 * others become the next version, and plans made afterwards see them.
 */
@Injectable()
export class ImportRows {
  constructor(
    private readonly rows: VersionedRows,
    private readonly revision: NetworkRevision,
  ) {}

  async execute<Row extends object>(
    tx: Tx,
    kind: RowKind<Row>,
    incoming: readonly IncomingRow<Row>[],
  ): Promise<ImportedRows<Row>> {
    await this.revision.takeTurn(tx);
    const { good, rejections } = await this.judgeReferences(tx, kind, incoming);
    const ids = [...new Set(good.map(({ row }) => idOf(kind, row)))];
    const stored = await this.rows.byId(tx, kind, ids);
    const { results, versions, newest } = changesBy(kind, good, stored);
    const recordedAt = Date.now();
    if (newest.length > 0) {
      await this.rows.store(tx, kind, newest);
      await this.rows.remember(tx, kind, versions, recordedAt);
      await this.revision.advance(tx);
    }
    return { results, rejections, changed: newest, recordedAt };
  }

  private async judgeReferences<Row extends object>(
    tx: Tx,
    kind: RowKind<Row>,
    incoming: readonly IncomingRow<Row>[],
  ): Promise<{ good: IncomingRow<Row>[]; rejections: Rejection[] }> {
    let good = [...incoming];
    const rejections: Rejection[] = [];
    for (const reference of kind.references) {
      const named = new Set(good.map(({ row }) => String(row[reference.field])));
      const known = await this.rows.known(tx, reference, [...named]);
      good = good.filter(({ index, row }) => {
        if (known.has(String(row[reference.field]))) return true;
        const { field, word, zh, door } = reference;
        rejections.push({
          index,
          field,
          code: `unknown-${word}`,
          reason: `${field} 所填的${zh}不存在。${field} names a ${word} that is not known`,
          fix: `请先以 POST ${door} 发送该${zh}，再发送此行。Send the ${word} to POST ${door} first, then this row again.`,
        });
        return false;
      });
    }
    return { good, rejections };
  }
}
