import { Injectable } from '@nestjs/common';
import { RoundsChanged } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import type { Tx } from '@youlu/persistence';
import { type ImportedRows, ImportRows } from '../network/rows/import-rows.use-case';
import type { RoundRow } from '../network/rows/network-rows';
import type { IncomingRow } from '../network/rows/row-change';
import { ROUND_KIND } from './round-kind';

/** Stores mail rounds and tells the other services about the new and the changed. */
@Injectable()
export class ImportRounds {
  constructor(
    private readonly importRows: ImportRows,
    private readonly outbox: Outbox,
  ) {}

  async execute(
    tx: Tx,
    incoming: readonly IncomingRow<RoundRow>[],
  ): Promise<ImportedRows<RoundRow>> {
    const imported = await this.importRows.execute(tx, ROUND_KIND, incoming);
    const snapshots = imported.changed.map(({ version, row }) => ({ ...row, version }));
    if (snapshots.length > 0) await this.outbox.add(tx, RoundsChanged, snapshots);
    return imported;
  }
}
