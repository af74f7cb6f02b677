import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import type { StatedChange } from '../lineage/change';
import { CHANGE_UNITS } from './change-columns.query';

/** A change that the matcher proposes and nobody has decided on. */
export interface WaitingChange extends StatedChange {
  readonly changeId: string;
}

/** Proposals that wait for a person. */
@Injectable()
export class WaitingChanges {
  constructor(private readonly db: Database) {}

  /** Those between neighbouring editions from one register to another, by every code they name. */
  async between(
    from: Day,
    to: Day,
    knownAt?: Instant,
  ): Promise<Map<string, readonly WaitingChange[]>> {
    const [first, last] = from < to ? [from, to] : [to, from];
    const changes = await this.db.query<WaitingChange>(
      `SELECT c.change_id AS "changeId", c.kind, u."from", u."to"
       FROM changes c ${CHANGE_UNITS}
       WHERE c.earlier >= $1 AND c.later <= $2 AND c.status = 'waiting'
         AND CASE WHEN $3::int8 IS NULL THEN c.superseded_by IS NULL
             ELSE c.decision_id IN (SELECT decision_id FROM decisions WHERE recorded_at <= $3)
              AND (c.superseded_by IS NULL OR c.superseded_by IN
                   (SELECT decision_id FROM decisions WHERE recorded_at > $3)) END
       ORDER BY c.change_id`,
      [first, last, knownAt ?? null],
    );
    const byCode = new Map<string, WaitingChange[]>();
    for (const change of changes) {
      for (const code of new Set([...change.from, ...change.to])) {
        const known = byCode.get(code);
        if (known) known.push(change);
        else byCode.set(code, [change]);
      }
    }
    return byCode;
  }
}
