import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import type { ChangeInForce } from '../lineage/change';

/** What a read is made with: a transaction, or the pool. */
type Reader = Pick<Tx, 'query'>;

interface ChangesAsked {
  readonly region?: string;
  readonly acts?: number;
  readonly codes?: readonly string[];
}

/** A code that a change gave to a unit before the edition that lists it so was out. */
export interface TakenAhead {
  readonly earlier: Day;
  readonly later: Day;
  readonly code: string;
  /** The day on which the change took effect. */
  readonly from: Day;
}

/** SQL: that a change `c` was in force after as many acts as the parameter says. */
const IN_FORCE_AFTER = (acts: string): string =>
  `c.status IN ('applied', 'accepted')
   AND c.decision_id IN (SELECT decision_id FROM decisions WHERE ordinal <= ${acts})
   AND (c.superseded_by IS NULL OR c.superseded_by IN
        (SELECT decision_id FROM decisions WHERE ordinal > ${acts}))`;

/** The changes in force between neighbouring editions. */
@Injectable()
export class ChangesInForce {
  /**
   * @param acts as they were after so many acts; after all of them, if left away
   * @param codes those that one of these codes went through; all, if left away
   */
  async between(
    reader: Reader,
    { earlier, later }: { earlier: Day; later: Day },
    { region, acts, codes }: ChangesAsked = {},
  ): Promise<ChangeInForce[]> {
    const changes = await reader.query<Omit<ChangeInForce, 'from' | 'to'>>(
      `SELECT c.change_id AS "changeId", c.kind, c.earlier, c.later, c.heir,
              c.effective_on AS "effectiveOn"
       FROM changes c
       WHERE c.earlier = $1 AND c.later = $2 AND c.status IN ('applied', 'accepted')
         AND ($3::text IS NULL OR c.region = $3)
         AND CASE WHEN $4::int IS NULL THEN c.superseded_by IS NULL
             ELSE ${IN_FORCE_AFTER('$4')} END
         ${codes ? 'AND c.change_id IN (SELECT change_id FROM change_units WHERE code = ANY($5))' : ''}
       ORDER BY c.change_id`,
      [earlier, later, region ?? null, acts ?? null, ...(codes ? [codes] : [])],
    );
    if (changes.length === 0) return [];
    const units = await reader.query<{ changeId: string; side: 'from' | 'to'; code: string }>(
      `SELECT change_id AS "changeId", side, code FROM change_units
       WHERE change_id = ANY($1::uuid[]) ORDER BY code`,
      [changes.map(({ changeId }) => changeId)],
    );
    return withUnits(changes, units);
  }

  /**
   * Only what an organisation has dated takes effect before the later edition: few, and indexed.
   *
   * @param acts as it was after so many acts
   */
  async takenAhead(reader: Reader, acts: number): Promise<TakenAhead[]> {
    return reader.query<TakenAhead>(
      `SELECT c.earlier, c.later, u.code, c.effective_on AS "from"
       FROM changes c JOIN change_units u ON u.change_id = c.change_id AND u.side = 'to'
       WHERE c.effective_on < c.later AND ${IN_FORCE_AFTER('$1')}
       ORDER BY c.effective_on, u.code`,
      [acts],
    );
  }

  /**
   * These codes and those that changes, in force now or once, tie them to, in however many steps; in the
   * order of codes. What became of their units follows from the rows and changes of these codes alone.
   */
  async tiedTo(reader: Reader, codes: readonly string[]): Promise<string[]> {
    const rows = await reader.query<{ code: string }>(
      `WITH RECURSIVE tied(code) AS (
         SELECT unnest($1::text[]) COLLATE "C"
         UNION
         SELECT other.code FROM tied
         JOIN change_units one ON one.code = tied.code
         JOIN changes c ON c.change_id = one.change_id AND c.status IN ('applied', 'accepted')
         JOIN change_units other ON other.change_id = one.change_id)
       SELECT code FROM tied ORDER BY code`,
      [codes],
    );
    return rows.map(({ code }) => code);
  }

  /**
   * The editions that were loaded by then, oldest first, and how many acts were recorded, of which what
   * is in force is a function: in one statement, since an import adds to both at once.
   */
  async knownBy(reader: Reader, knownAt?: Instant): Promise<{ dates: Day[]; acts: number }> {
    const [row] = await reader.query<{ dates: Day[] | null; acts: number | null }>(
      `SELECT (SELECT array_agg(register_date::text ORDER BY register_date) FROM registers
               WHERE $1::int8 IS NULL OR recorded_at <= $1) AS dates,
              (SELECT max(ordinal) FROM decisions
               WHERE $1::int8 IS NULL OR recorded_at <= $1) AS acts`,
      [knownAt ?? null],
    );
    return { dates: row?.dates ?? [], acts: row?.acts ?? 0 };
  }
}

/**
 * Put together here: an import asks for what it has just written, before the planner knows of it, and
 * a join was planned as if there were nothing.
 */
function withUnits(
  changes: readonly Omit<ChangeInForce, 'from' | 'to'>[],
  units: readonly { changeId: string; side: 'from' | 'to'; code: string }[],
): ChangeInForce[] {
  const sides = new Map(
    changes.map(({ changeId }) => [changeId, { from: [] as string[], to: [] as string[] }]),
  );
  for (const { changeId, side, code } of units) sides.get(changeId)?.[side].push(code);
  return changes.map((change) => ({
    ...change,
    ...(sides.get(change.changeId) ?? { from: [], to: [] }),
  }));
}
