import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';

/** Tells whether anything that a state is judged by has been committed since one looked last. */
@Injectable()
export class RevisionNow {
  constructor(private readonly db: Database) {}

  /** Grows with every commit that changes declarations, evidence or lineage, and only then. */
  async read(): Promise<number> {
    const [row] = await this.db.query<{ revision: number }>(
      `SELECT sum(revision)::int8 + (SELECT coalesce(max(ordinal), 0) FROM decisions) AS revision
       FROM revisions`,
    );
    return row?.revision ?? 0;
  }
}
