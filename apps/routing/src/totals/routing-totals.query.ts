import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';

export interface RoutingTotals {
  nodes: number;
  links: number;
  timetables: number;
  rounds: number;
  /** Every telling of a visit counts: a conflicting one is stored beside the first. */
  visitsStored: number;
  itineraries: number;
}

@Injectable()
export class RoutingTotalsQuery {
  constructor(private readonly db: Database) {}

  async totals(): Promise<RoutingTotals> {
    const [row] = await this.db.query<RoutingTotals>(`
      SELECT (SELECT count(*) FROM nodes) AS nodes,
             (SELECT count(*) FROM links) AS links,
             (SELECT count(*) FROM timetables) AS timetables,
             (SELECT count(*) FROM rounds) AS rounds,
             (SELECT count(*) FROM visits) AS "visitsStored",
             (SELECT count(*) FROM itineraries WHERE outcome <> 'withdrawn') AS itineraries`);
    if (!row) throw new Error('A SELECT of counts gave no row');
    return row;
  }
}
