import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Fact, ScanOf } from '../parcels/fold/fact';
import { ScanRepository } from './scan.repository';

/** Keeps every accepted scan once, in the transaction that folds its parcel. */
@Injectable()
export class KeepScans {
  constructor(private readonly scans: ScanRepository) {}

  /**
   * @param added scans never seen before; the parcel's own facts decide that
   * @param earlier known scans of which an earlier report has turned up
   */
  async execute(tx: Tx, added: readonly ScanOf[], earlier: readonly ScanOf<Fact>[]): Promise<void> {
    await this.scans.add(tx, added);
    await this.scans.correctClocks(tx, earlier);
  }
}
