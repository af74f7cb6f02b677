import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day } from '@youlu/vocabulary';
import { LOCAL_TENANT } from '../tenant';

/** Parcels of a product that come from any of the places, accepted from ≤ day < to. */
export interface CountedAsked {
  readonly productId: string;
  readonly placeCodes: readonly string[];
  readonly from: Day;
  readonly to: Day;
}

/** How many parcels a project counts. */
@Injectable()
export class CountedParcels {
  constructor(private readonly db: Database) {}

  /** One answer to each question, in their order; at most a page of projects at once. */
  async execute(asked: readonly CountedAsked[]): Promise<number[]> {
    if (asked.length === 0) return [];
    const rows = await this.db.query<{ counted: number }>(
      `select coalesce(c.counted, 0)::bigint as counted
       from jsonb_to_recordset($2::jsonb) as asked
         (number int, "productId" text, "placeCodes" jsonb, "from" date, "to" date)
       left join lateral (
         select sum(cell.counted) as counted from flow_cells cell
         where cell.tenant = $1 and cell.product = asked."productId"
           and cell.day >= asked."from" and cell.day < asked."to"
           and exists (select 1 from jsonb_array_elements_text(asked."placeCodes") place (code)
                       where starts_with(cell.origin_county, place.code))) c on true
       order by asked.number`,
      [LOCAL_TENANT, JSON.stringify(asked.map((question, number) => ({ number, ...question })))],
    );
    return rows.map(({ counted }) => counted);
  }
}
