import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { VolumeCellRepository } from './volume-cell.repository';
import type { VolumeDeltas } from './volume-deltas';

/** Moves the cube by what changed about some parcels, in the transaction that changed them. */
@Injectable()
export class CountVolumes {
  constructor(private readonly cells: VolumeCellRepository) {}

  async execute(tx: Tx, deltas: VolumeDeltas): Promise<void> {
    await this.cells.add(tx, deltas.inOrder());
  }
}
