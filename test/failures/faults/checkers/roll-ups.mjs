import { built } from '../world/built.mjs';
import { volumesAreSums } from './parcels.mjs';

const { RecountCells } = built('apps/orders/src/flows/recount-cells.use-case.js');

/** Five minutes that a device's clock may be ahead (coverage: FUTURE_TOLERANCE_MS, written anew). */
const WEEKS = `
  WITH counting AS (
    SELECT v.* FROM visits v
     WHERE v.visited_at <= v.sent_at + 300000
       AND (SELECT count(*) FROM visits o
             WHERE o.village_code = v.village_code AND o.visit_id = v.visit_id) = 1),
  recounted AS (
    SELECT village_code, monday, bit_or(1 << (day - monday)) AS days, count(*)::int AS visits,
           min(visited_at) AS first_at, max(visited_at) AS last_at
      FROM counting GROUP BY 1, 2),
  kept AS (
    SELECT village_code, monday, visited_days::int AS days, visits, first_at, last_at
      FROM visit_weeks WHERE visits <> 0)
  SELECT coalesce(k.village_code, r.village_code) AS village, coalesce(k.monday, r.monday) AS monday,
         to_jsonb(k) AS kept, to_jsonb(r) AS recounted
    FROM kept k FULL JOIN recounted r USING (village_code, monday)
   WHERE to_jsonb(k) IS DISTINCT FROM to_jsonb(r)`;

/** I6: every roll-up cell equals recomputation from raw rows; the difference is exactly 0. */
export async function rollUpsAreSums({ world, journal }) {
  const volumes = await volumesAreSums({ world, journal });
  const recount = new RecountCells();
  const { count, differences } = await recount.compare(world.rows.reader('orders'));
  const orders = differences.map((difference) => recount.describe(difference));
  if (count > orders.length) orders.push(`… and ${count - orders.length} cells more`);
  const weeks = await world.rows.query('coverage', WEEKS);
  return [
    ...volumes,
    ...orders,
    ...weeks.map(
      ({ village, monday, kept, recounted }) =>
        `visit_weeks ${village} ${monday}: kept ${JSON.stringify(kept)}, visits say ${JSON.stringify(recounted)}`,
    ),
  ];
}
