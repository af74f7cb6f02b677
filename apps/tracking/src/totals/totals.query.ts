import { Injectable } from '@nestjs/common';
import { ScansReported } from '@youlu/contracts';
import { Database } from '@youlu/persistence';

export interface TrackingTotals {
  parcels: number;
  scansStored: number;
  scansParked: number;
  visitsKnown: number;
  byState: Record<string, number>;
}

/** How much tracking holds, for reports and checks. */
@Injectable()
export class ReadTotals {
  constructor(private readonly db: Database) {}

  async execute(): Promise<TrackingTotals> {
    const [counts, states] = await Promise.all([
      this.db.query<Omit<TrackingTotals, 'parcels' | 'byState'>>(
        `SELECT (SELECT count(*) FROM scans) + (SELECT coalesce(sum(scans), 0)::int8 FROM scan_archives)
                  AS "scansStored",
                (SELECT count(*) FROM dead_letters WHERE topic LIKE '%' || $1 AND row_index >= 0
                                                   AND discarded_at IS NULL)
                  AS "scansParked",
                (SELECT count(*) FROM (SELECT DISTINCT village_code, visit_id FROM visits) v)
                  AS "visitsKnown"`,
        [ScansReported.topic],
      ),
      this.db.query<{ state: string; parcels: number }>(
        'SELECT state, count(*) AS parcels FROM parcels GROUP BY state ORDER BY state',
      ),
    ]);
    const stored = counts[0] ?? { scansStored: 0, scansParked: 0, visitsKnown: 0 };
    return {
      parcels: states.reduce((sum, { parcels }) => sum + parcels, 0),
      ...stored,
      byState: Object.fromEntries(states.map(({ state, parcels }) => [state, parcels])),
    };
  }
}
