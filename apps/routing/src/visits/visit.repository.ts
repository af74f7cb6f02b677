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
  simulated: 'boolean',
};
const NAMES = Object.keys(COLUMNS).join(', ');
const ARRAYS = Object.values(COLUMNS).map((type, i) => `$${i + 1}::${type}[]`);
const OF_SIMULATED_ROUND =
  'EXISTS (SELECT FROM rounds r WHERE r.round_id = t.round_id AND r.simulated)';
const TOLD = Object.keys(COLUMNS).map((name) =>
  name === 'simulated' ? `t.simulated OR ${OF_SIMULATED_ROUND}` : `t.${name}`,
);

/**
 * A known visit changes only when it turns out to have been sent earlier than we thought, or to be
 * simulated: whoever sends it says so, or its round does, as far as the round is known by then.
 */
const INSERT = `
  INSERT INTO visits (${NAMES})
  SELECT ${TOLD.join(', ')} FROM unnest(${ARRAYS.join(', ')}) AS t(${NAMES})
  ON CONFLICT (village_code, visit_id, digest)
  DO UPDATE SET sent_at = least(visits.sent_at, excluded.sent_at),
                simulated = visits.simulated OR excluded.simulated
    WHERE visits.sent_at > excluded.sent_at OR excluded.simulated AND NOT visits.simulated
  RETURNING village_code || '|' || visit_id || '|' || encode(digest, 'hex') AS key, simulated`;

@Injectable()
export class VisitRepository {
  /** Stores what is not stored yet; resolves to the visits that are news, with what is stored of them. */
  async store(
    tx: Tx,
    visits: readonly DigestedVisit[],
    recordedAt: number,
  ): Promise<DigestedVisit[]> {
    const stored = await tx.query<{ key: string; simulated: boolean }>(INSERT, [
      visits.map((visit) => visit.villageCode),
      visits.map((visit) => visit.visitId),
      visits.map((visit) => Buffer.from(visit.digest, 'hex')),
      visits.map((visit) => visit.roundId),
      visits.map((visit) => visit.visitedAt),
      visits.map((visit) => visit.handoverPoint),
      visits.map((visit) => visit.sentAt),
      visits.map(() => recordedAt),
      visits.map((visit) => visit.simulated),
    ]);
    const news = new Map(stored.map(({ key, simulated }) => [key, simulated]));
    return visits.flatMap((visit) => {
      const simulated = news.get(visitKey(visit));
      return simulated === undefined ? [] : [{ ...visit, simulated }];
    });
  }
}
