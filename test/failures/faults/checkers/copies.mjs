import { goodRows } from './good-rows.mjs';

/** One row of what one service keeps of another must be in the other, and the other way round. */
const PAIRS = [
  {
    what: 'bookings in tracking',
    left: `SELECT tracking_number AS k, version AS v, cancelled_at::text AS c FROM orders.shipments`,
    right: `SELECT tracking_number, booking_version, cancelled_at::text FROM tracking.parcels
             WHERE booking_version IS NOT NULL`,
  },
  {
    what: 'plans in tracking',
    left: `SELECT tracking_number AS k, version AS v, outcome AS c FROM routing.itineraries`,
    right: `SELECT tracking_number, version, outcome FROM tracking.itineraries`,
  },
  {
    what: 'plans of bookings',
    left: `SELECT tracking_number AS k, version AS v, ready_at::text AS c FROM orders.shipments`,
    right: `SELECT tracking_number, shipment_version, ready_at::text FROM routing.itineraries`,
  },
  {
    what: 'visits in tracking',
    left: `SELECT village_code || visit_id AS k, visited_at AS v, round_id AS c FROM routing.visits`,
    right: `SELECT village_code || visit_id, visited_at, round_id FROM tracking.visits`,
  },
  {
    what: 'visits in coverage',
    left: `SELECT village_code || visit_id AS k, visited_at AS v, round_id AS c FROM routing.visits`,
    right: `SELECT village_code || visit_id, visited_at, round_id FROM coverage.visits`,
  },
  {
    what: 'nodes in coverage',
    left: `SELECT node_id AS k, version AS v, tier AS c FROM routing.nodes`,
    right: `SELECT node_id, version, tier FROM coverage.nodes`,
  },
  {
    what: 'rounds in tracking',
    left: `SELECT round_id AS k, version AS v, village_code AS c FROM routing.rounds`,
    right: `SELECT round_id, version, village_code FROM tracking.rounds`,
  },
  {
    what: 'links in coverage',
    left: `SELECT linked_number AS k, recorded_at AS v, principal_number AS c FROM orders.shipment_links`,
    right: `SELECT linked_number, recorded_at, principal_number FROM coverage.parcel_links`,
  },
  {
    what: 'groups of linked numbers in coverage',
    left: `SELECT linked_number AS k, 0 AS v, root_number AS c FROM orders.shipment_links`,
    right: `SELECT tracking_number, 0, root_number FROM coverage.parcel_roots
             WHERE known_to IS NULL AND tracking_number <> root_number`,
  },
  {
    what: 'parcels in coverage',
    left: `SELECT tracking_number AS k, version AS v, '' AS c FROM tracking.parcels WHERE version > 0`,
    right: `SELECT tracking_number, version, '' FROM coverage.parcels`,
  },
  {
    what: 'parcels in orders',
    left: `SELECT tracking_number AS k, version AS v, state AS c FROM tracking.parcels WHERE version > 0`,
    right: `SELECT tracking_number, parcel_version, state FROM orders.shipments WHERE parcel_version > 0
             UNION ALL SELECT tracking_number, parcel_version, state FROM orders.unbooked_parcels u
              WHERE parcel_version > 0 AND NOT EXISTS (SELECT FROM orders.shipments s
                                 WHERE s.tracking_number = u.tracking_number AND s.parcel_version > 0)`,
  },
];

/** Nothing was skipped on its way: each service's copy is the newest of what the owner has. */
async function copiesAreEqual(rows) {
  const lines = [];
  for (const { what, left, right } of PAIRS) {
    const differing = await rows.query(
      'public',
      `WITH a AS (${left}), b(k, v, c) AS (${right})
       (SELECT 'is missing or old' AS how, * FROM (TABLE a EXCEPT TABLE b) x)
       UNION ALL (SELECT 'should not be' AS how, * FROM (TABLE b EXCEPT TABLE a) y)`,
    );
    for (const { how, k, v, c } of differing) lines.push(`${what}: ${k} version ${v} ${c} ${how}`);
  }
  return lines;
}

const FACTS = `SELECT tracking_number AS number, string_agg(
    concat_ws(' ', scan_id, kind, node_id, place_code, occurred_at, verdict, coalesce(consent::text, '-'),
      coalesce(proof, '-'), coalesce(fee_cents::text, '-'), coalesce(mode, '-')),
    ',' ORDER BY ordinal) AS facts
  FROM coverage.parcel_facts GROUP BY 1`;

/** Coverage's evidence is exactly that of the newest snapshot of each parcel on the log. */
async function evidenceIsNewest(world) {
  const newest = new Map();
  for (const snapshot of await goodRows(world, 'tracking.parcel', 'coverage')) {
    const known = newest.get(snapshot.trackingNumber);
    if (!known || known.version < snapshot.version) newest.set(snapshot.trackingNumber, snapshot);
  }
  const kept = new Map(
    (await world.rows.query('public', FACTS)).map(({ number, facts }) => [number, facts]),
  );
  const lines = [];
  for (const [number, { facts }] of newest) {
    const should = facts.map(wordsOf).join(',');
    const is = kept.get(number) ?? '';
    kept.delete(number);
    if (is !== should)
      lines.push(`evidence of ${number}: keeps ${is}; its newest snapshot says ${should}`);
  }
  for (const number of kept.keys()) lines.push(`evidence of ${number}: no snapshot speaks of it`);
  return lines;
}

function wordsOf(fact) {
  const { scanId, kind, nodeId, placeCode, occurredAt, verdict } = fact;
  const { consent = '-', proof = '-', feeCents = '-', mode = '-' } = fact;
  return [
    scanId,
    kind,
    nodeId,
    placeCode,
    occurredAt,
    verdict,
    consent,
    proof,
    feeCents,
    mode,
  ].join(' ');
}

/** Every consumer's state equals the newest snapshots. */
export async function copiesAreNewest({ world }) {
  return [...(await copiesAreEqual(world.rows)), ...(await evidenceIsNewest(world))];
}
