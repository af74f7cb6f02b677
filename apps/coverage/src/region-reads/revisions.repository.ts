import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';

/** Rows over which writers are spread, so that they seldom wait for one another. */
export const REVISION_BUCKETS = 16;

/** Counts the committed changes to what a state is judged by: declarations and evidence. */
@Injectable()
export class Revisions {
  /**
   * Notes that `tx` changes something. Call it last in a transaction: the row is held until the
   * commit, and whoever holds nothing else to wait for cannot be part of a deadlock.
   */
  async bump(tx: Tx): Promise<void> {
    await tx.execute(
      `UPDATE revisions SET revision = revision + 1
       WHERE bucket = pg_backend_pid() % ${REVISION_BUCKETS}`,
    );
  }
}
