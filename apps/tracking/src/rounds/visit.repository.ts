import { Injectable } from '@nestjs/common';
import type { VisitRow } from '@youlu/contracts';
import type { Tx } from '@youlu/persistence';
import { dayOf } from '@youlu/vocabulary';

const COLUMNS = {
  village_code: 'text',
  visit_id: 'text',
  visited_at: 'int8',
  round_id: 'text',
  handover_point: 'text',
  day: 'date',
  sent_at: 'int8',
  recorded_at: 'int8',
} as const;

/**
 * Rows of `visits`: every version of every visit, with the earliest clocks it was told with.
 * Versions of one visit that differ are marked, so that a read need not look for them.
 */
@Injectable()
export class VisitRepository {
  async add(tx: Tx, visits: readonly VisitRow[]): Promise<void> {
    const versions = new Map<string, VisitRow>();
    for (const visit of visits) {
      const key = versionKey(visit);
      const known = versions.get(key);
      versions.set(key, known ? earliest(known, visit) : visit);
    }
    const sorted = [...versions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, visit]) => visit);
    await tx.insertMany(
      'visits',
      COLUMNS,
      sorted.map((v) => [
        v.villageCode,
        v.visitId,
        v.visitedAt,
        v.roundId,
        v.handoverPoint,
        dayOf(v.visitedAt),
        v.sentAt,
        v.recordedAt,
      ]),
      `ON CONFLICT (village_code, visit_id, visited_at, round_id, handover_point) DO UPDATE
         SET sent_at = least(visits.sent_at, EXCLUDED.sent_at),
             recorded_at = least(visits.recorded_at, EXCLUDED.recorded_at)
       WHERE EXCLUDED.sent_at < visits.sent_at OR EXCLUDED.recorded_at < visits.recorded_at`,
    );
    await markConflicts(tx, sorted);
  }
}

/**
 * Marks every version of the visits told that have more than one. The subquery is asked once a visit,
 * by the key: a join could be planned as a scan of the whole history.
 */
async function markConflicts(tx: Tx, told: readonly VisitRow[]): Promise<void> {
  const conflicts = await tx.query<{ village_code: string; visit_id: string }>(
    `SELECT DISTINCT t.village_code, t.visit_id
       FROM unnest($1::text[], $2::text[]) AS t(village_code, visit_id)
      WHERE (SELECT count(*) FROM visits v
              WHERE v.village_code = t.village_code AND v.visit_id = t.visit_id) > 1`,
    [told.map((v) => v.villageCode), told.map((v) => v.visitId)],
  );
  for (const { village_code: villageCode, visit_id: visitId } of conflicts) {
    await tx.execute(
      `UPDATE visits SET conflicting = true
        WHERE village_code = $1 AND visit_id = $2 AND NOT conflicting`,
      [villageCode, visitId],
    );
  }
}

function versionKey(v: VisitRow): string {
  return [v.villageCode, v.visitId, v.visitedAt, v.roundId, v.handoverPoint].join('\u0001');
}

function earliest(a: VisitRow, b: VisitRow): VisitRow {
  return {
    ...a,
    sentAt: Math.min(a.sentAt, b.sentAt),
    recordedAt: Math.min(a.recordedAt, b.recordedAt),
  };
}
