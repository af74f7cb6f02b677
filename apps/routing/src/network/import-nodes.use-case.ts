import { Injectable } from '@nestjs/common';
import { NodesChanged } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import type { Tx } from '@youlu/persistence';
import { type ImportedRows, ImportRows } from './rows/import-rows.use-case';
import { NODE_KIND } from './network-kinds';
import type { NodeRow } from './rows/network-rows';
import type { IncomingRow } from './rows/row-change';

/** Stores nodes and tells the other services about the new and the changed. */
@Injectable()
export class ImportNodes {
  constructor(
    private readonly importRows: ImportRows,
    private readonly outbox: Outbox,
  ) {}

  async execute(tx: Tx, incoming: readonly IncomingRow<NodeRow>[]): Promise<ImportedRows<NodeRow>> {
    const imported = await this.importRows.execute(tx, NODE_KIND, incoming);
    const snapshots = imported.changed.map(({ version, row }) => {
      const { handlingMinutes: _onlyPlansNeedIt, ...told } = row;
      return { ...told, version, recordedAt: imported.recordedAt };
    });
    if (snapshots.length > 0) await this.outbox.add(tx, NodesChanged, snapshots);
    return imported;
  }
}
