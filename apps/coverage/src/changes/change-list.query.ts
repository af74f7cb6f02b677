import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day, Instant } from '@youlu/vocabulary';
import { type ReasonCode, reasonWords } from '../lineage/proposing/change-reasons';
import { CHANGE_COLUMNS, CHANGE_UNITS } from './change-columns.query';
import { UnknownChange } from './changes.errors';
import { OWN_REASONS } from './decisions/own-reasons';
import type { ChangeStatus, StoredChange } from './stored-change';

export interface ChangeFilter {
  readonly earlier?: Day | undefined;
  readonly later?: Day | undefined;
  readonly kind?: string | undefined;
  readonly status?: ChangeStatus | undefined;
  /** A code, or the beginning of codes. */
  readonly unit?: string | undefined;
  /** As they stood then; now, if left away. */
  readonly knownAt?: Instant | undefined;
}

/** A change with the names of its units and with who recorded it. */
export interface ListedChange extends StoredChange {
  readonly fromNames: readonly string[];
  readonly toNames: readonly string[];
  readonly decidedBy: string;
  readonly recordedAt: Instant;
  readonly supersededAt: Instant | null;
  readonly words: { readonly zh: string; readonly en: string };
}

/** Where a page ends: an organisation's word is as sure as can be. */
export interface ChangePlace {
  readonly sureness: number;
  readonly changeId: string;
}

const OF_CODES_MAX = 1_000;
const DECIDED_SURENESS = 100;
const SURENESS = `coalesce(c.confidence, ${DECIDED_SURENESS})::float8`;

export function placeOf({ confidence, changeId }: StoredChange): ChangePlace {
  return { sureness: confidence ?? DECIDED_SURENESS, changeId };
}

type Row = Omit<ListedChange, 'words'>;

const NAMES = (side: string, date: string): string =>
  `ARRAY(SELECT r.name FROM register_rows r WHERE r.register_date = c.${date}
     AND r.code = ANY(u."${side}") ORDER BY r.code)`;
const SELECTED = `SELECT ${CHANGE_COLUMNS}, d.decided_by AS "decidedBy",
    d.recorded_at AS "recordedAt", s.recorded_at AS "supersededAt",
    ${NAMES('from', 'earlier')} AS "fromNames", ${NAMES('to', 'later')} AS "toNames"
  FROM changes c JOIN decisions d USING (decision_id)
  LEFT JOIN decisions s ON s.decision_id = c.superseded_by ${CHANGE_UNITS}`;

/** SQL: that a change stood at the instant in a parameter, or stands now where that is null. */
const stoodAt = (parameter: string): string =>
  `CASE WHEN ${parameter}::int8 IS NULL THEN c.superseded_by IS NULL
    ELSE d.recorded_at <= ${parameter}::int8
      AND (s.recorded_at IS NULL OR s.recorded_at > ${parameter}::int8) END`;

@Injectable()
export class ChangeList {
  constructor(private readonly db: Database) {}

  /** Changes that stand, the surest first: what is quickly decided comes before what takes a map. */
  async page(
    filter: ChangeFilter,
    after: ChangePlace | null,
    limit: number,
  ): Promise<ListedChange[]> {
    const { earlier, later, kind, status, unit, knownAt } = filter;
    const rows = await this.db.query<Row>(
      `${SELECTED}
       WHERE ($1::date IS NULL OR c.earlier = $1) AND ($2::date IS NULL OR c.later = $2)
         AND ($3::text IS NULL OR c.kind = $3) AND ($4::text IS NULL OR c.status = $4)
         AND ($5::text IS NULL OR EXISTS (SELECT 1 FROM change_units x
              WHERE x.change_id = c.change_id AND x.code >= $5 AND x.code < $5 || ':'))
         AND ($6::uuid IS NULL OR (-${SURENESS}, c.change_id) > (-$9::float8, $6))
         AND ${stoodAt('$8')}
       ORDER BY -${SURENESS}, c.change_id LIMIT $7`,
      [
        earlier ?? null,
        later ?? null,
        kind ?? null,
        status ?? null,
        unit ?? null,
        after?.changeId ?? null,
        limit,
        knownAt ?? null,
        after?.sureness ?? null,
      ],
    );
    return rows.map(asStanding).map(withWords);
  }

  /**
   * A change with all that was said about its units between its editions, oldest first.
   *
   * @param knownAt what had been said by then; by now, if left away
   * @throws UnknownChange for one that was not known then, too
   */
  async history(changeId: string, knownAt?: Instant): Promise<ListedChange[]> {
    const rows = await this.db.query<Row>(
      `${SELECTED}
       WHERE c.change_id IN (
         SELECT o.change_id FROM changes t
         JOIN change_units a ON a.change_id = t.change_id
         JOIN change_units b ON b.code = a.code AND b.side = a.side
         JOIN changes o ON o.change_id = b.change_id AND o.earlier = t.earlier AND o.later = t.later
         WHERE t.change_id = $1)
         AND ($2::int8 IS NULL OR d.recorded_at <= $2)
       ORDER BY d.ordinal, c.change_id`,
      [changeId, knownAt ?? null],
    );
    if (!rows.some((row) => row.changeId === changeId)) throw new UnknownChange(changeId);
    const isKnown = (at: Instant | null) => at !== null && (knownAt === undefined || at <= knownAt);
    return rows.map((row) => (isKnown(row.supersededAt) ? row : asStanding(row))).map(withWords);
  }

  /**
   * The changes in force that a unit's codes went through, with their names; the oldest 1,000.
   *
   * @param knownAt those that were in force then; now, if left away
   */
  async ofCodes(
    codes: readonly string[],
    knownAt?: Instant,
  ): Promise<{ changes: ListedChange[]; isWhole: boolean }> {
    const rows = await this.db.query<Row>(
      `${SELECTED}
       WHERE ${stoodAt('$2')} AND c.status IN ('applied', 'accepted')
         AND c.change_id IN (SELECT change_id FROM change_units WHERE code = ANY($1))
       ORDER BY c.effective_on, c.change_id LIMIT ${OF_CODES_MAX + 1}`,
      [codes, knownAt ?? null],
    );
    const changes = rows.slice(0, OF_CODES_MAX).map(asStanding).map(withWords);
    return { changes, isWhole: rows.length <= OF_CODES_MAX };
  }
}

/** What stands has not been superseded yet, whatever became of it since. */
function asStanding(row: Row): Row {
  return { ...row, supersededAt: null };
}

function withWords(row: Row): ListedChange {
  const own = OWN_REASONS[row.reason];
  return { ...row, words: own ?? reasonWords(row.reason as ReasonCode, row.parameters) };
}
