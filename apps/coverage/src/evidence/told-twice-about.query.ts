import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import { type CountedCode, countedCodes } from '../base-register/counted-codes';
import type { WayToBase } from '../base-register/way-to-base';
import { knownRoots } from '../parcel-links/one-parcel.query';
import { withKnownAt } from '../region-reads/known-at';
import type { Stretch } from './evidence-in-window.query';
import { knownFacts } from './known-facts.query';
import type { Telling } from './told-twice.query';

/** What has to be known to see that two waybills tell the same under two codes of one unit. */
@Injectable()
export class ToldTwiceAbout {
  constructor(private readonly db: Database) {}

  /** Only linked parcels are compared, so only their codes matter: a nation's would be hundreds of thousands. */
  async read(
    ways: readonly WayToBase[],
    { from, to, knownAt }: Stretch,
    modes: Telling['modes'],
  ): Promise<Telling> {
    const codes: CountedCode[] = [];
    if (ways.every(({ succession }) => succession === undefined)) return { from, to, codes, modes };
    const { params, parameter } = withKnownAt([from, to], knownAt);
    const roots = knownRoots(parameter);
    const rows = await this.db.query<{ code: string }>(
      `SELECT DISTINCT c.code FROM ${knownFacts(parameter)} f
       CROSS JOIN LATERAL unnest(
         ARRAY[f.place_code, left(f.place_code, 9), f.destination_code]) AS c(code)
       WHERE f.day BETWEEN $1 AND $2 AND c.code IS NOT NULL AND f.tracking_number IN (
         SELECT tracking_number FROM ${roots} members UNION SELECT root_number FROM ${roots} tops)`,
      params,
    );
    return {
      from,
      to,
      codes: countedCodes(
        rows.map(({ code }) => code),
        ways,
      ),
      modes,
    };
  }
}
