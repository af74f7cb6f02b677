import { Injectable } from '@nestjs/common';
import { Database } from '@youlu/persistence';
import type { Day } from '@youlu/vocabulary';
import { LOCAL_TENANT } from '../tenant';

/** By which of its places a parcel belongs: where made, where sent from, where accepted. */
type CountedBy = 'origin' | 'sender' | 'accepting-outlet';

/** Parcels of a product that belong to any of the places, accepted from ≤ day < to. */
export interface CountedAsked {
  readonly productId: string;
  readonly attribution: CountedBy;
  /** Divisions of any level: a parcel belongs to one if its place lies in it. */
  readonly placeCodes: readonly string[];
  readonly from: Day;
  readonly to: Day;
}

export interface Counted {
  readonly parcels: number;
  /** Whether a simulation made any of them. */
  readonly simulated: boolean;
}

/** How many parcels a project counts. */
@Injectable()
export class CountedParcels {
  constructor(private readonly db: Database) {}

  /** One answer to each question, in their order; at most a page of projects at once. */
  async execute(asked: readonly CountedAsked[]): Promise<Counted[]> {
    if (asked.length === 0) return [];
    return this.db.query<Counted>(
      `select coalesce(c.parcels, 0)::bigint as parcels, coalesce(c.simulated, false) as simulated
       from jsonb_to_recordset($2::jsonb) as asked
         (number int, "productId" text, attribution text, "placeCodes" jsonb, "from" date, "to" date)
       left join lateral (
         select sum(cell.parcels) as parcels,
           bool_or(cell.simulated and cell.parcels > 0) as simulated
         from attribution_cells cell
         where cell.tenant = $1 and cell.product = asked."productId"
           and cell.day >= asked."from" and cell.day < asked."to"
           and exists (
             select 1 from jsonb_array_elements_text(asked."placeCodes") place (code)
             where starts_with(
               case asked.attribution when 'origin' then cell.produced_in
                 when 'sender' then cell.sender else cell.outlet end, place.code))) c on true
       order by asked.number`,
      [LOCAL_TENANT, JSON.stringify(asked.map((question, number) => ({ number, ...question })))],
    );
  }
}
