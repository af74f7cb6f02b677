import { volumesAreSums } from './parcels.mjs';

/** The official day (UTC+8) of an instant in ms. */
const day = (at) => `date '1970-01-01' + ((${at} + 28800000) / 86400000)::int`;

/**
 * What counts: each booked number that is not linked to another, with what is known of all numbers of its
 * group: accepted when the first of them was, departed as soon as one of them did, sent back if it was.
 */
const COUNTED = `
  WITH RECURSIVE above(number, root) AS (
    SELECT linked_number, principal_number FROM shipment_links
    UNION ALL SELECT a.number, l.principal_number
      FROM above a JOIN shipment_links l ON l.linked_number = a.root),
  members(number, root) AS (
    SELECT number, root FROM above WHERE root NOT IN (SELECT linked_number FROM shipment_links)
    UNION ALL SELECT tracking_number, tracking_number FROM shipments
      WHERE tracking_number NOT IN (SELECT linked_number FROM shipment_links)),
  courses AS (
    SELECT DISTINCT ON (number) * FROM (
      SELECT tracking_number AS number, parcel_version, state, accepted_at, accepted_place, departed
        FROM shipments
      UNION ALL SELECT tracking_number, parcel_version, state, accepted_at, accepted_place, departed
        FROM unbooked_parcels) c ORDER BY number, parcel_version DESC),
  firsts AS (
    SELECT DISTINCT ON (root) root, accepted_at, accepted_place
      FROM members JOIN courses USING (number) WHERE accepted_at IS NOT NULL
     ORDER BY root, accepted_at, number <> root, number),
  counted AS (
    SELECT s.tracking_number, s.product_id, s.origin_code, s.destination_code, s.direction,
           s.produced_in_code, s.simulated, f.accepted_at, f.accepted_place, c.state,
           (SELECT bool_or(o.departed) FROM members m JOIN courses o USING (number)
             WHERE m.root = f.root) AS departed
      FROM firsts f JOIN shipments s ON s.tracking_number = f.root
      JOIN courses c ON c.number = f.root)`;

/** Accepted parcels by what orders counts them under. */
const FLOWS = {
  service: 'orders',
  table: 'flow_cells',
  key: 'day, product, origin_county, destination, direction, simulated',
  recount: `SELECT ${day('accepted_at')} AS day, coalesce(product_id, 'unspecified') AS product,
      left(origin_code, 6) AS origin_county,
      left(destination_code, CASE direction WHEN 'outbound' THEN 2 ELSE 6 END) AS destination,
      direction, simulated, count(*)::int8 AS n
    FROM counted GROUP BY 1, 2, 3, 4, 5, 6`,
};
const ATTRIBUTIONS = {
  service: 'orders',
  table: 'attribution_cells',
  key: 'product, day, produced_in, sender, outlet, simulated',
  recount: `SELECT product_id AS product, ${day('accepted_at')} AS day,
      coalesce(produced_in_code, origin_code) AS produced_in, origin_code AS sender,
      coalesce(accepted_place, '') AS outlet, simulated, count(*)::int8 AS n
    FROM counted
   WHERE product_id IS NOT NULL AND (departed OR state NOT IN ('returning', 'returned'))
   GROUP BY 1, 2, 3, 4, 5, 6`,
};

async function cellsDiffer(rows, { service, table, key, recount }) {
  const differing = await rows.query(
    service,
    `${COUNTED}, recounted AS (${recount}),
       kept AS (SELECT ${key}, sum(parcels)::int8 AS n FROM ${table} GROUP BY ${key} HAVING sum(parcels) <> 0)
     SELECT concat_ws('|', ${key}) AS cell, coalesce(k.n, 0) AS kept, coalesce(r.n, 0) AS recounted
       FROM kept k FULL JOIN recounted r USING (${key}) WHERE k.n IS DISTINCT FROM r.n`,
  );
  return differing.map(
    ({ cell, kept, recounted }) => `${table} ${cell}: keeps ${kept}, shipments say ${recounted}`,
  );
}

/** Five minutes that a device's clock may be ahead (coverage: FUTURE_TOLERANCE_MS, written anew). */
const WEEKS = `
  WITH counting AS (
    SELECT v.* FROM visits v
     WHERE v.visited_at <= v.sent_at + 300000
       AND (SELECT count(*) FROM visits o
             WHERE o.village_code = v.village_code AND o.visit_id = v.visit_id) = 1),
  recounted AS (
    SELECT village_code, monday, bit_or(1 << (day - monday)) AS days, count(*)::int AS visits,
           min(visited_at) AS first_at, max(visited_at) AS last_at,
           bit_or(CASE WHEN simulated THEN 1 << (day - monday) ELSE 0 END) AS simulated
      FROM counting GROUP BY 1, 2),
  kept AS (
    SELECT village_code, monday, visited_days::int AS days, visits, first_at, last_at,
           simulated_days::int AS simulated
      FROM visit_weeks WHERE visits <> 0)
  SELECT coalesce(k.village_code, r.village_code) AS village, coalesce(k.monday, r.monday) AS monday,
         to_jsonb(k) AS kept, to_jsonb(r) AS recounted
    FROM kept k FULL JOIN recounted r USING (village_code, monday)
   WHERE to_jsonb(k) IS DISTINCT FROM to_jsonb(r)`;

/** I6: every roll-up cell equals recomputation from raw rows; the difference is exactly 0. */
export async function rollUpsAreSums({ world, journal }) {
  const volumes = await volumesAreSums({ world, journal });
  const weeks = await world.rows.query('coverage', WEEKS);
  return [
    ...volumes,
    ...(await cellsDiffer(world.rows, FLOWS)),
    ...(await cellsDiffer(world.rows, ATTRIBUTIONS)),
    ...weeks.map(
      ({ village, monday, kept, recounted }) =>
        `visit_weeks ${village} ${monday}: kept ${JSON.stringify(kept)}, visits say ${JSON.stringify(recounted)}`,
    ),
  ];
}
