import type { Comparison, Database, Projection, Tx } from '@youlu/persistence';
import { LOCAL_TENANT } from '../tenant';

/** A cell whose kept number is not what the shipments say. */
export interface CellDifference {
  readonly table: 'flow_cells' | 'attribution_cells';
  /** The columns of its key, the bucket left out. */
  readonly cell: Readonly<Record<string, unknown>>;
  readonly kept: number;
  readonly recounted: number;
}

/** A shipment whose own standing is not what it and its group say. */
export interface StandingDifference {
  readonly table: 'shipments';
  readonly trackingNumber: string;
}

const DIFFERENCES_MAX = 50_000;
const STANDINGS_AT_ONCE = 500;
const CELLS_AT_ONCE = 1_000;

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

/** Every shipment's standing as kept and as recounted; only a root stands for anything. */
const STANDINGS = `
  select s.tracking_number, concat_ws(' ', coalesce(s.standing_day::text, '-'),
      coalesce(s.standing_outlet, '-'), s.standing_counted) as kept,
    concat_ws(' ', coalesce(t.day::text, '-'), coalesce(nullif(t.outlet, ''), '-'),
      coalesce(t.is_counted, false)) as recounted
  from shipments s left join standing t using (tenant, tracking_number) where s.tenant = $1`;
const STANDINGS_COMPARED = `${RECOUNTED}, both_sides as (${STANDINGS}),
  stale as (select tracking_number from both_sides where kept <> recounted)
  select count(*) as rows, (select count(*) from stale) as count,
    md5(coalesce(string_agg(tracking_number || kept, ' ' order by tracking_number), '')) as kept,
    md5(coalesce(string_agg(tracking_number || recounted, ' ' order by tracking_number), ''))
      as recounted,
    array(select tracking_number from stale order by 1 limit ${DIFFERENCES_MAX}) as stale
  from both_sides`;

const cellsCompared = (table: string, key: string, recount: string): string => `${RECOUNTED},
  recounted as (${recount}),
  kept as (select ${key}, sum(parcels)::bigint as parcels from ${table}
    where tenant = $1 group by ${key} having sum(parcels) <> 0),
  cells as (select ${key}, coalesce(k.parcels, 0) as kept, coalesce(r.parcels, 0) as recounted
    from kept k full join recounted r using (${key})),
  words as (select concat_ws(' ', ${key}) as word, kept, recounted from cells)
  select count(*) as rows, (select count(*) from cells where kept <> recounted) as count,
    md5(coalesce(string_agg(word || ' ' || kept, E'\\n' order by word)
      filter (where kept <> 0), '')) as kept,
    md5(coalesce(string_agg(word || ' ' || recounted, E'\\n' order by word)
      filter (where recounted <> 0), '')) as recounted,
    (select coalesce(jsonb_agg(jsonb_build_object('table', '${table}', 'kept', kept,
       'recounted', recounted, 'cell', to_jsonb(d) - 'kept' - 'recounted')), '[]')
     from (select * from cells where kept <> recounted order by ${key} limit ${DIFFERENCES_MAX}) d
    ) as differences
  from words`;

const TABLES = [
  { table: 'flow_cells', key: FLOW_KEY, recount: FLOWS },
  { table: 'attribution_cells', key: ATTRIBUTION_KEY, recount: ATTRIBUTIONS },
] as const;

/**
 * Counts the cells anew from the parcels (invariant I6), beside the writers. First the standing that
 * each shipment keeps, which writers subtract: mended under its lock. Once those are right, what a
 * cell is off by does not move with what writers add, and is mended by adding it: nobody waits.
 */
export class RecountCells implements Projection<CellDifference | StandingDifference> {
  async compare(db: Database): Promise<Comparison<CellDifference | StandingDifference>> {
    const [standings] = await db.query<
      Omit<Comparison<never>, 'differences'> & { stale: string[] }
    >(STANDINGS_COMPARED, [LOCAL_TENANT]);
    if (standings === undefined) throw new Error('A count gave no row');
    const { stale, ...all } = standings;
    const stalest = stale.map((trackingNumber) => ({
      table: 'shipments' as const,
      trackingNumber,
    }));
    let sum: Comparison<CellDifference | StandingDifference> = { ...all, differences: stalest };
    for (const { table, key, recount } of TABLES) {
      const [cells] = await db.query<Comparison<CellDifference>>(
        cellsCompared(table, key, recount),
        [LOCAL_TENANT],
      );
      if (cells === undefined) throw new Error('A count gave no row');
      sum = {
        rows: sum.rows + cells.rows,
        count: sum.count + cells.count,
        differences: [...sum.differences, ...cells.differences],
        kept: `${sum.kept} ${cells.kept}`,
        recounted: `${sum.recounted} ${cells.recounted}`,
      };
    }
    return sum;
  }

  /** Standings if any is wrong, else cells: the next comparison then sees the rest. */
  async mend(
    db: Database,
    differences: readonly (CellDifference | StandingDifference)[],
  ): Promise<number> {
    const numbers = differences.flatMap((d) => (d.table === 'shipments' ? [d.trackingNumber] : []));
    let mended = 0;
    for (let at = 0; at < numbers.length; at += STANDINGS_AT_ONCE) {
      const some = numbers.slice(at, at + STANDINGS_AT_ONCE);
      mended += await db.transaction((tx) => mendStandings(tx, some));
    }
    if (numbers.length > 0) return mended;
    for (const { table, key } of TABLES) {
      const cells = differences.filter((d): d is CellDifference => d.table === table);
      for (let at = 0; at < cells.length; at += CELLS_AT_ONCE) {
        const some = cells.slice(at, at + CELLS_AT_ONCE);
        mended += await db.transaction((tx) => addToCells(tx, table, key, some));
      }
    }
    return mended;
  }

  describe(difference: CellDifference | StandingDifference): string {
    if (difference.table === 'shipments') return `standing of ${difference.trackingNumber}`;
    const { table, cell, kept, recounted } = difference;
    return `${table} ${JSON.stringify(cell)}: kept ${kept}; shipments say ${recounted}`;
  }
}

/** Whoever changes a shipment or a member of its group waits for these locks, and reads after them. */
async function mendStandings(tx: Tx, numbers: readonly string[]): Promise<number> {
  await tx.execute(
    `select from shipments where tenant = $1 and tracking_number in (
       select unnest($2::text[])
       union select root_number from shipment_links where tenant = $1 and linked_number = any($2))
     order by tracking_number for update`,
    [LOCAL_TENANT, numbers],
  );
  return tx.execute(
    `${RECOUNTED}
     update shipments s set standing_day = t.day, standing_outlet = nullif(t.outlet, ''),
       standing_counted = coalesce(t.is_counted, false)
     from shipments o left join standing t using (tenant, tracking_number)
     where s.tenant = $1 and o.tenant = s.tenant and o.tracking_number = s.tracking_number
       and s.tracking_number = any($2::text[])`,
    [LOCAL_TENANT, numbers],
  );
}

/** What is missing goes into bucket 0: the bucket spreads writers, and a sum does not ask for it. */
async function addToCells(
  tx: Tx,
  table: string,
  key: string,
  cells: readonly CellDifference[],
): Promise<number> {
  const rows = cells.map(({ cell, kept, recounted }) => ({ ...cell, missing: recounted - kept }));
  return tx.execute(
    `insert into ${table} as c (tenant, ${key}, bucket, parcels)
     select $1, ${key
       .split(', ')
       .map((column) => `r.${column}`)
       .join(', ')}, 0, d.missing
     from jsonb_array_elements($2::jsonb) as raw (row)
     cross join lateral jsonb_populate_record(null::${table}, raw.row) r
     cross join lateral (select (raw.row ->> 'missing')::bigint as missing) d
     order by ${key
       .split(', ')
       .map((column) => `r.${column}`)
       .join(', ')}
     on conflict (tenant, ${key}, bucket) do update set parcels = c.parcels + excluded.parcels`,
    [LOCAL_TENANT, JSON.stringify(rows)],
  );
}
