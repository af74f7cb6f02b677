import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';

/** Rows over which writers are spread, so that they seldom wait for one another. */
const REVISION_BUCKETS = 16;

/** Counts committed changes; only the sum over all rows says anything. */
@Injectable()
export class RevisionRepository {
  async bump(tx: Tx): Promise<void> {
    await tx.execute(
      `UPDATE revisions SET revision = revision + 1
       WHERE bucket = pg_backend_pid() % ${REVISION_BUCKETS}`,
    );
  }
}
