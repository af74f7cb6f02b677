import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { contentKey, type KnownVisit, type VisitContent, type VisitTelling } from './visit';
import { contentColumns } from './visit.repository';

const COLUMNS = {
  village_code: 'text',
  visit_id: 'text',
  visited_at: 'int8',
  round_id: 'text',
  handover_point: 'text',
  sent_at: 'int8',
  recorded_at: 'int8',
  simulated: 'bool',
  day: 'date',
  monday: 'date',
  known_from: 'int8',
  known_to: 'int8',
} as const;
const KEY = 'village_code, visit_id, visited_at, round_id, handover_point';
const KEYS = 'unnest($1::text[], $2::text[], $3::int8[], $4::text[], $5::text[])';

/** Rows of `former_visits`: what was said of a visit from an instant until the next. Mostly there are none. */
@Injectable()
export class FormerVisitRepository {
  /** What was said before of these visits, by their content, oldest first. */
  async of(tx: Tx, visits: readonly VisitContent[]): Promise<Map<string, VisitTelling[]>> {
    const rows = await tx.query<VisitContent & VisitTelling>(
      `SELECT village_code AS "villageCode", visit_id AS "visitId", visited_at AS "visitedAt",
              round_id AS "roundId", handover_point AS "handoverPoint",
              known_from AS "knownFrom", sent_at AS "sentAt", simulated
       FROM former_visits JOIN ${KEYS} AS k(${KEY}) USING (${KEY}) ORDER BY known_from`,
      contentColumns(visits),
    );
    const found = new Map<string, VisitTelling[]>();
    for (const row of rows) {
      const { knownFrom, sentAt, simulated } = row;
      const told = found.get(contentKey(row)) ?? [];
      found.set(contentKey(row), [...told, { knownFrom, sentAt, simulated }]);
    }
    return found;
  }

  /** All that was said of these visits before what is said of them now. */
  async replace(tx: Tx, visits: readonly KnownVisit[]): Promise<void> {
    await tx.execute(
      `DELETE FROM former_visits f USING ${KEYS} AS k(${KEY})
       WHERE (f.village_code, f.visit_id, f.visited_at, f.round_id, f.handover_point)
         = (k.village_code, k.visit_id, k.visited_at, k.round_id, k.handover_point)`,
      contentColumns(visits),
    );
    await this.add(tx, visits);
  }

  async add(tx: Tx, visits: readonly KnownVisit[]): Promise<void> {
    const rows = visits.flatMap(formerRows);
    if (rows.length > 0) await tx.insertMany('former_visits', COLUMNS, rows);
  }
}

function formerRows(visit: KnownVisit): unknown[][] {
  const { villageCode, visitId, visitedAt, roundId, handoverPoint, day, monday } = visit;
  const recordedAt = visit.tellings[0]?.knownFrom;
  return visit.tellings.flatMap(({ knownFrom, sentAt, simulated }, i) => {
    const next = visit.tellings[i + 1];
    if (next === undefined) return []; // what is said now
    const content = [villageCode, visitId, visitedAt, roundId, handoverPoint];
    const told = [sentAt, recordedAt, simulated, day, monday, knownFrom, next.knownFrom];
    return [[...content, ...told]];
  });
}
