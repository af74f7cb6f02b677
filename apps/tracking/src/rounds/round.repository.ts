import { Injectable } from '@nestjs/common';
import type { RoundSnapshot } from '@youlu/contracts';
import type { Tx } from '@youlu/persistence';

const COLUMNS = {
  round_id: 'text',
  version: 'int4',
  village_code: 'text',
  station_node_id: 'text',
  weekdays: 'int2[]',
  valid_from: 'date',
  valid_to: 'date',
  simulated: 'bool',
} as const;

/** Rows of `rounds`: tracking's copy of routing's mail rounds. */
@Injectable()
export class RoundRepository {
  /** Keeps the highest version of each. */
  async keep(tx: Tx, rounds: readonly RoundSnapshot[]): Promise<void> {
    const newest = new Map<string, RoundSnapshot>();
    for (const round of rounds) {
      const known = newest.get(round.roundId);
      if (!known || known.version < round.version) newest.set(round.roundId, round);
    }
    const sorted = [...newest.values()].sort((a, b) => (a.roundId < b.roundId ? -1 : 1));
    await tx.insertMany(
      'rounds',
      COLUMNS,
      sorted.map((r) => [
        r.roundId,
        r.version,
        r.villageCode,
        r.stationNodeId,
        r.weekdays,
        r.from,
        r.to,
        r.simulated,
      ]),
      `ON CONFLICT (round_id) DO UPDATE
         SET version = EXCLUDED.version, village_code = EXCLUDED.village_code,
             station_node_id = EXCLUDED.station_node_id, weekdays = EXCLUDED.weekdays,
             valid_from = EXCLUDED.valid_from, valid_to = EXCLUDED.valid_to,
             simulated = EXCLUDED.simulated
       WHERE rounds.version < EXCLUDED.version`,
    );
  }
}
