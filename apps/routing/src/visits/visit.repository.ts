import { Injectable } from '@nestjs/common';
import type { Tx } from '@youlu/persistence';
import { type DigestedVisit, visitKey } from './visit';

const COLUMNS: Record<string, string> = {
  village_code: 'text',
  visit_id: 'text',
  digest: 'bytea',
  round_id: 'text',
  visited_at: 'int8',
  handover_point: 'text',
  sent_at: 'int8',
  recorded_at: 'int8',
};
const NAMES = Object.keys(COLUMNS).join(', ');
const ARRAYS = Object.values(COLUMNS).map((type, i) => `$${i + 1}::${type}[]`);

/** A known visit changes only when it turns out to have been sent earlier than we thought. */
const INSERT = `
  INSERT INTO visits (${NAMES}) SELECT * FROM unnest(${ARRAYS.join(', ')})
  ON CONFLICT (village_code, visit_id, digest)
  DO UPDATE SET sent_at = excluded.sent_at WHERE visits.sent_at > excluded.sent_at
  RETURNING village_code || '|' || visit_id || '|' || encode(digest, 'hex') AS key`;

@Injectable()
export class VisitRepository {
  /** Stores what is not stored yet; resolves to the visits that were new or sent earlier. */
  async store(
    tx: Tx,
    visits: readonly DigestedVisit[],
    recordedAt: number,
  ): Promise<DigestedVisit[]> {
    const stored = await tx.query<{ key: string }>(INSERT, [
      visits.map((visit) => visit.villageCode),
      visits.map((visit) => visit.visitId),
      visits.map((visit) => Buffer.from(visit.digest, 'hex')),
      visits.map((visit) => visit.roundId),
      visits.map((visit) => visit.visitedAt),
      visits.map((visit) => visit.handoverPoint),
      visits.map((visit) => visit.sentAt),
      visits.map(() => recordedAt),
    ]);
    const changed = new Set(stored.map(({ key }) => key));
    return visits.filter((visit) => changed.has(visitKey(visit)));
  }
}
