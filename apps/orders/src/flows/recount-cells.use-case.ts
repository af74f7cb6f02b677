import type { Database, Tx } from '@youlu/persistence';
import { LOCAL_TENANT } from '../tenant';

/** A cell whose kept number is not what the shipments say. */
export interface CellDifference {
  readonly table: 'flow_cells' | 'attribution_cells';
  /** The columns of its key, the bucket left out. */
  readonly cell: Readonly<Record<string, unknown>>;
  readonly kept: number;
  readonly recounted: number;
}

/** Nobody reads more differences than this; their number is always told. */
const SHOWN_MAX = 100;

/**
 * The standing of every parcel, in SQL alone: from shipments, parcels booked elsewhere and links,
 * and from nothing that the code under check has derived. 28,800,000 ms are the 8 hours of UTC+8.
 */
const RECOUNTED = `
  with course as (
    select tracking_number, parcel_version, state, accepted_at, accepted_place, departed
    from shipments where tenant = $1
    union all
    select u.tracking_number, u.parcel_version, u.state, u.accepted_at, u.accepted_place, u.departed
    from unbooked_parcels u where tenant = $1 and exists (
      select from shipment_links l where l.tenant = $1
        and (l.linked_number = u.tracking_number or l.root_number = u.tracking_number))),
  newest as (
    select distinct on (tracking_number) * from course
    order by tracking_number, parcel_version desc),
  grouped as (
    select coalesce(l.root_number, n.tracking_number) as root, n.*
    from newest n left join shipment_links l
      on l.tenant = $1 and l.linked_number = n.tracking_number),
  together as (
    select root, min(accepted_at) as accepted_at, bool_or(departed) as departed,
      bool_or(tracking_number = root and state in ('returning', 'returned')) as sent_back,
      (array_agg(accepted_place order by accepted_at, tracking_number <> root, tracking_number)
        filter (where accepted_at is not null))[1] as outlet
    from grouped group by root),
  standing as (
    select s.*, date '1970-01-01' + ((t.accepted_at + 28800000) / 86400000)::int as day,
      t.departed or not t.sent_back as is_counted, coalesce(t.outlet, '') as outlet
    from together t join shipments s on s.tenant = $1 and s.tracking_number = t.root
    where t.accepted_at is not null)`;

const FLOW_KEY = 'day, product, origin_county, destination, direction, simulated';
const FLOWS = `
  select day, coalesce(product_id, 'unspecified') as product, left(origin_code, 6) as origin_county,
    left(destination_code, case direction when 'outbound' then 2 else 6 end) as destination,
    direction, simulated, count(*) as parcels
  from standing group by 1, 2, 3, 4, 5, 6`;

const ATTRIBUTION_KEY = 'product, day, produced_in, sender, outlet, simulated';
const ATTRIBUTIONS = `
  select product_id as product, day, coalesce(produced_in_code, origin_code) as produced_in,
    origin_code as sender, outlet, simulated, count(*) as parcels
  from standing where is_counted and product_id is not null group by 1, 2, 3, 4, 5, 6`;

/**
 * Counts the cells anew from the parcels (invariant I6) and tells where what is kept differs.
 * One statement a table sees one moment, so it may run beside the writers.
 */
export class RecountCells {
  constructor(private readonly db: Database) {}

  /** Every difference there is, the first of each table shown. */
  async compare(): Promise<{ count: number; shown: CellDifference[] }> {
    const flows = await this.compareTable('flow_cells', FLOW_KEY, FLOWS);
    const attributions = await this.compareTable(
      'attribution_cells',
      ATTRIBUTION_KEY,
      ATTRIBUTIONS,
    );
    return {
      count: flows.count + attributions.count,
      shown: [...flows.shown, ...attributions.shown],
    };
  }

  /** Replaces the cells and standings by what the parcels say; writers wait until it has ended. */
  async repair(): Promise<void> {
    await this.db.transaction(async (tx) => {
      // Whoever changes what is counted locks shipments first, and waits here before it has read.
      await tx.execute('lock table shipments in exclusive mode');
      await this.replace(tx, 'flow_cells', FLOW_KEY, FLOWS);
      await this.replace(tx, 'attribution_cells', ATTRIBUTION_KEY, ATTRIBUTIONS);
      await tx.execute(
        `${RECOUNTED}
         update shipments s set standing_day = t.day, standing_outlet = nullif(t.outlet, ''),
           standing_counted = coalesce(t.is_counted, false)
         from shipments o left join standing t using (tenant, tracking_number)
         where s.tenant = $1 and o.tenant = s.tenant and o.tracking_number = s.tracking_number`,
        [LOCAL_TENANT],
      );
    });
  }

  private async compareTable(
    table: CellDifference['table'],
    key: string,
    recount: string,
  ): Promise<{ count: number; shown: CellDifference[] }> {
    const rows = await this.db.query<Omit<CellDifference, 'table'> & { count: number }>(
      `${RECOUNTED}, recounted as (${recount}),
       kept as (select ${key}, sum(parcels)::bigint as parcels from ${table}
         where tenant = $1 group by ${key} having sum(parcels) <> 0)
       select to_jsonb(c) - 'kept' - 'recounted' as cell, c.kept, c.recounted,
         count(*) over () as count
       from (select ${key}, coalesce(k.parcels, 0) as kept, coalesce(r.parcels, 0) as recounted
         from kept k full join recounted r using (${key})) c
       where c.kept <> c.recounted order by ${key} limit ${SHOWN_MAX}`,
      [LOCAL_TENANT],
    );
    return {
      count: rows[0]?.count ?? 0,
      shown: rows.map(({ cell, kept, recounted }) => ({ table, cell, kept, recounted })),
    };
  }

  /** All in bucket 0: the bucket spreads writers, and a sum does not ask for it. */
  private async replace(tx: Tx, table: string, key: string, recount: string): Promise<void> {
    await tx.execute(`delete from ${table} where tenant = $1`, [LOCAL_TENANT]);
    await tx.execute(
      `${RECOUNTED}, recounted as (${recount})
       insert into ${table} (tenant, ${key}, bucket, parcels)
       select $1, ${key}, 0, parcels from recounted`,
      [LOCAL_TENANT],
    );
  }
}
