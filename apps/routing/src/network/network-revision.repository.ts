import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';

/** One row that changes whenever anything does that plans are made of. */
@Injectable()
export class NetworkRevision {
  async current(tx: Tx): Promise<number> {
    return this.read(tx, '');
  }

  /** Holds imports back until the transaction ends: what is read meanwhile is of one revision. */
  async holdStill(tx: Tx): Promise<number> {
    return this.read(tx, 'FOR SHARE');
  }

  /** Imports run one after the other, so a version is never given twice. */
  async takeTurn(tx: Tx): Promise<void> {
    await this.read(tx, 'FOR UPDATE');
  }

  async advance(tx: Tx): Promise<void> {
    await tx.execute(`UPDATE network_revision SET revision = revision + 1 WHERE network = 'all'`);
  }

  private async read(tx: Tx, lock: '' | 'FOR SHARE' | 'FOR UPDATE'): Promise<number> {
    const [row] = await tx.query<{ revision: number }>(
      `SELECT revision FROM network_revision WHERE network = 'all' ${lock}`,
    );
    if (!row) throw new Error('network_revision has lost its row; run the migrations again');
    return row.revision;
  }
}
