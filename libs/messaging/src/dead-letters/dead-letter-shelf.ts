import type { Database } from '@youlu/persistence';
import {
  type LetterKey,
  type LetterSelection,
  SELECTED,
  SELECTED_PARAMS,
  selectionParams,
} from './letter-selection';

/** A letter as a list shows it. */
export interface ShelvedLetter extends LetterKey {
  readonly code: string;
  readonly reason: string;
  readonly bytes: number;
  readonly parkedAt: number;
  /** Times it was handed to its handler, the first one included. */
  readonly attempts: number;
  /** When it was last replayed in vain; epoch ms. */
  readonly triedAt: number | null;
  readonly discardedAt: number | null;
  readonly discardedBy: string | null;
  readonly discardedWhy: string | null;
}

export interface OpenedLetter extends ShelvedLetter {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer;
}

export interface LetterCount {
  readonly consumer: string;
  readonly topic: string;
  readonly code: string;
  readonly parked: number;
  readonly discarded: number;
  /** Epoch ms; null when none is parked. */
  readonly oldestParkedAt: number | null;
}

/** The order of all lists, oldest first. */
export type ShelfPlace = LetterKey & { readonly parkedAt: number };
export type LetterState = 'parked' | 'discarded' | 'all';

const COLUMNS = `consumer, topic, partition, "offset", row_index AS row, code, reason,
  octet_length(value) AS bytes, parked_at AS "parkedAt", attempts, tried_at AS "triedAt",
  discarded_at AS "discardedAt", discarded_by AS "discardedBy", discarded_why AS "discardedWhy"`;
const PLACE = 'parked_at, consumer, topic, partition, "offset", row_index';

const after = SELECTED_PARAMS;
const PAGE = `SELECT ${COLUMNS} FROM dead_letters WHERE ${SELECTED}
    AND ($${after + 1} = 'all' OR (discarded_at IS NULL) = ($${after + 1} = 'parked'))
    AND ($${after + 2}::int8 IS NULL OR (${PLACE}) >
      ($${after + 2}, $${after + 3}::text, $${after + 4}::text, $${after + 5}::int4,
       $${after + 6}::int8, $${after + 7}::int4))
  ORDER BY ${PLACE} LIMIT $${after + 8}`;

/** A service's dead letters: looked at, counted, set aside. Nothing here removes one. */
export class DeadLetterShelf {
  constructor(private readonly db: Database) {}

  get service(): string {
    return this.db.service;
  }

  /** Letters behind a place of the order, at most `limit`. */
  page(
    selection: LetterSelection,
    state: LetterState,
    behind: ShelfPlace | undefined,
    limit: number,
  ): Promise<ShelvedLetter[]> {
    return this.db.query(PAGE, [
      ...selectionParams(selection),
      state,
      behind?.parkedAt ?? null,
      behind?.consumer ?? null,
      behind?.topic ?? null,
      behind?.partition ?? null,
      behind?.offset ?? null,
      behind?.row ?? null,
      limit,
    ]);
  }

  async open(key: LetterKey): Promise<OpenedLetter | undefined> {
    const [letter] = await this.db.query<OpenedLetter>(
      `SELECT ${COLUMNS}, headers, value FROM dead_letters WHERE ${SELECTED}`,
      selectionParams({ keys: [key] }),
    );
    return letter;
  }

  counts(): Promise<LetterCount[]> {
    return this.db.query(
      `SELECT consumer, topic, code, count(*) FILTER (WHERE discarded_at IS NULL) AS parked,
         count(discarded_at) AS discarded,
         min(parked_at) FILTER (WHERE discarded_at IS NULL) AS "oldestParkedAt"
       FROM dead_letters GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    );
  }

  /**
   * Sets parked letters aside: they stay, with who, why and when, and are replayed no more. Resolves
   * to how many; those set aside before keep what was said then.
   */
  discard(
    selection: LetterSelection,
    { by, why, now }: { by: string; why: string; now: number },
  ): Promise<number> {
    return this.db.transaction((tx) =>
      tx.execute(
        `UPDATE dead_letters
           SET discarded_at = $${after + 1}, discarded_by = $${after + 2}, discarded_why = $${after + 3}
         WHERE discarded_at IS NULL AND ${SELECTED}`,
        [...selectionParams(selection), now, by, why],
      ),
    );
  }
}
