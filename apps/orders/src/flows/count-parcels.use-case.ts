import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { attributionCellOf } from './attribution-cell';
import { cellChanges, type StandingChange } from './cell-changes';
import { CellRepository } from './cell.repository';
import { flowCellOf } from './flow-cell';

/**
 * Keeps the two roll-ups of accepted parcels, flows and what projects count: takes out what a parcel
 * contributed, puts in what it contributes now. The parcels themselves are the truth.
 */
@Injectable()
export class CountParcels {
  constructor(private readonly cells: CellRepository) {}

  async execute(tx: Tx, changes: readonly StandingChange[]): Promise<void> {
    const flows = cellChanges(changes, flowCellOf);
    if (flows.length > 0) await this.cells.addToFlows(tx, flows);
    const attributions = cellChanges(changes, attributionCellOf);
    if (attributions.length > 0) await this.cells.addToAttributions(tx, attributions);
  }
}
