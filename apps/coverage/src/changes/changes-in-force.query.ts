import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import type { ChangeInForce } from '../lineage/change';
import { CHANGE_UNITS } from './change-columns.query';

/** What a read is made with: a transaction, or the pool. */
type Reader = Pick<Tx, 'query'>;

/** The changes in force between neighbouring editions. */
@Injectable()
export class ChangesInForce {
  /**
   * @param acts as they were after so many acts; after all of them, if left away
   */
  async between(
    reader: Reader,
    { earlier, later }: { earlier: Day; later: Day },
    { region, acts }: { region?: string; acts?: number } = {},
  ): Promise<ChangeInForce[]> {
    return reader.query<ChangeInForce>(
      `SELECT c.change_id AS "changeId", c.kind, c.earlier, c.later, c.heir,
              c.effective_on AS "effectiveOn", u."from", u."to"
       FROM changes c ${CHANGE_UNITS}
       WHERE c.earlier = $1 AND c.later = $2 AND c.status IN ('applied', 'accepted')
         AND ($3::text IS NULL OR c.region = $3)
         AND CASE WHEN $4::int IS NULL THEN c.superseded_by IS NULL
             ELSE c.decision_id IN (SELECT decision_id FROM decisions WHERE ordinal <= $4)
              AND (c.superseded_by IS NULL OR c.superseded_by IN
                   (SELECT decision_id FROM decisions WHERE ordinal > $4)) END
       ORDER BY c.change_id`,
      [earlier, later, region ?? null, acts ?? null],
    );
  }

  /** How many acts were recorded by then: what is in force is a function of it. */
  async actsBy(reader: Reader, knownAt?: Instant): Promise<number> {
    const [row] = await reader.query<{ acts: number | null }>(
      `SELECT max(ordinal) AS acts FROM decisions WHERE $1::int8 IS NULL OR recorded_at <= $1`,
      [knownAt ?? null],
    );
    return row?.acts ?? 0;
  }
}
