import { NOWHERE, parcelsByReference } from './reference.mjs';

const IN_TRACKING = `SELECT state || ' ' || coalesce(seen_place_code, '${NOWHERE}') AS what, count(*) AS n
  FROM parcels GROUP BY 1`;
/** What orders follows: its own bookings, and the parcels of nobody that tracking has told it of. */
const IN_ORDERS = `SELECT state AS what, count(*) AS n FROM (
    SELECT state FROM shipments
    UNION ALL SELECT state FROM unbooked_parcels u
      WHERE NOT EXISTS (SELECT FROM shipments s WHERE s.tracking_number = u.tracking_number)) p
  GROUP BY 1`;
/** Neither booked nor moved by any scan: orders need not have heard of it. */
const UNKNOWN = 'unknown';

/**
 * I7, what conserves in space: at rest every parcel that was told of stands in one state at one place. So
 * many stand in each state at each place as the reference says, all together are those that were told of,
 * and orders has as many in each state.
 */
export async function parcelsAreConserved({ world }) {
  const { told, standing } = await parcelsByReference(world);
  const tracking = await counted(world, 'tracking', IN_TRACKING);
  const orders = await counted(world, 'orders', IN_ORDERS);
  const states = byState(standing);
  for (const counts of [orders, states]) counts.delete(UNKNOWN);
  const all = sum(tracking);
  return [
    ...(all === told ? [] : [`tracking has ${all} parcels, ${told} were told of`]),
    ...unequal('parcels in tracking', tracking, standing),
    ...unequal('parcels followed by orders', orders, states),
  ];
}

async function counted({ rows }, service, sql) {
  return new Map((await rows.query(service, sql)).map(({ what, n }) => [what, n]));
}

function byState(standing) {
  const states = new Map();
  for (const [where, n] of standing) {
    const [state] = where.split(' ');
    states.set(state, (states.get(state) ?? 0) + n);
  }
  return states;
}

function sum(counts) {
  return [...counts.values()].reduce((total, n) => total + n, 0);
}

function unequal(what, is, should) {
  return [...new Set([...is.keys(), ...should.keys()])]
    .filter((key) => (is.get(key) ?? 0) !== (should.get(key) ?? 0))
    .map((key) => `${what}, ${key}: ${is.get(key) ?? 0}; should be ${should.get(key) ?? 0}`);
}
