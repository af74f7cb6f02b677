import { differencesOfTracking, expectedTracking } from '../../../reference/index.mjs';
import { goodRows } from './good-rows.mjs';

const known = new WeakMap();

/**
 * What tracking's tables should hold, by the reference that shares no code with the services: from
 * every scan, booking and plan on the log and every correction kept. Asked for twice, made once.
 */
export async function trackingAgainstReference(world) {
  return (await judged(world)).differences;
}

/** By the same reference: how many parcels were told of, and how many are in each state at each place. */
export async function parcelsByReference(world) {
  const { told, standing } = await judged(world);
  return { told, standing };
}

/** Nowhere has any effective scan seen them. */
export const NOWHERE = '-';

function judged(world) {
  if (!known.has(world)) known.set(world, compare(world));
  return known.get(world);
}

const TOLD = { scan: 'tracking.scan', shipment: 'orders.shipment', itinerary: 'routing.itinerary' };

async function compare(world) {
  const pieces = [];
  for (const [what, topic] of Object.entries(TOLD)) {
    for (const row of await goodRows(world, topic, 'tracking')) {
      pieces.push({ trackingNumber: row.trackingNumber, [what]: row });
    }
  }
  const corrections = 'SELECT tracking_number, scan_id FROM corrections';
  for (const { tracking_number, scan_id } of await world.rows.query('tracking', corrections)) {
    pieces.push({ trackingNumber: tracking_number, correction: scan_id });
  }
  const expected = expectedTracking(pieces);
  const query = (sql) => world.rows.query('tracking', sql);
  const differences = await differencesOfTracking(pieces, query, expected);
  return { differences, told: expected.parcels.size, standing: standingOf(expected.parcels) };
}

/** `state place` → parcels; only this is kept of them, since a flood leaves many. */
function standingOf(parcels) {
  const standing = new Map();
  for (const { state, last } of parcels.values()) {
    const where = `${state} ${last?.placeCode ?? NOWHERE}`;
    standing.set(where, (standing.get(where) ?? 0) + 1);
  }
  return standing;
}
