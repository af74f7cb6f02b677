import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { dayOf, type Day, type Instant, type JudgedIndicator } from '@youlu/vocabulary';

/** A state that somebody objected to, and when. */
export interface ObjectedState {
  readonly challengeId: string;
  readonly unitCode: string;
  readonly indicator: JudgedIndicator;
  /** First day of which it is said. */
  readonly since: Day;
  readonly openedAt: Instant;
}

/**
 * The declarations of the unit, under whichever code it had, that held on any day from the one of which
 * it is said until the challenge was opened, as they were known then: what is declared or ended later
 * makes nobody a party, and lets nobody out. A code that was another unit's on the day on which a
 * declaration begins is that one's. Whoever names nobody may be anybody.
 */
const OPERATORS = `
  SELECT c.id, array_agg(DISTINCT d.operator ORDER BY d.operator) AS operators
  FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::int8[], $6::date[])
    AS c(id, unit, indicator, since, opened_at, opened_on)
  JOIN declarations d ON d.indicator = c.indicator
    AND d.valid_from <= c.opened_on AND d.recorded_at <= c.opened_at
    AND (d.valid_to IS NULL OR c.since < d.valid_to)
    AND (d.ended_on IS NULL OR c.since < d.ended_on OR d.end_recorded_at > c.opened_at)
    AND d.unit_code IN (
      SELECT own.code FROM unit_versions was JOIN unit_versions own USING (unit_id)
      WHERE was.code = c.unit AND NOT EXISTS (
        SELECT FROM unit_versions other
        WHERE other.code = own.code AND other.unit_id <> own.unit_id
          AND other.valid_from <= d.valid_from
          AND (other.valid_to IS NULL OR d.valid_from < other.valid_to)))
  GROUP BY c.id HAVING bool_and(d.operator IS NOT NULL)`;

/** Whose service it is that challenges are about, where every declaration of it says so. */
@Injectable()
export class DeclaredOperators {
  /** By challenge; those whose declarations do not all name their operator are not in the map. */
  async of(
    reader: Pick<Tx, 'query'>,
    states: readonly ObjectedState[],
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    if (states.length === 0) return new Map();
    const rows = await reader.query<{ id: string; operators: string[] }>(OPERATORS, [
      states.map(({ challengeId }) => challengeId),
      states.map(({ unitCode }) => unitCode),
      states.map(({ indicator }) => indicator),
      states.map(({ since }) => since),
      states.map(({ openedAt }) => openedAt),
      states.map(({ openedAt }) => dayOf(openedAt)),
    ]);
    return new Map(rows.map(({ id, operators }) => [id, operators]));
  }
}
