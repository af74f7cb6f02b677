import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { cellChanges, type StandingChange } from './flow-cell';
import { FlowCellRepository } from './flow-cell.repository';

/**
 * Keeps the roll-up of accepted parcels: takes out what a parcel contributed, puts in what it
 * contributes now. The parcels themselves are the truth (`accepted_day`, `counted` of shipments).
 */
@Injectable()
export class CountFlows {
  constructor(private readonly cells: FlowCellRepository) {}

  async execute(tx: Tx, changes: readonly StandingChange[]): Promise<void> {
    const cells = cellChanges(changes);
    if (cells.length > 0) await this.cells.add(tx, cells);
  }
}
