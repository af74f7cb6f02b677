import { differencesOfTracking } from '../../../reference/index.mjs';
import { goodRows } from './good-rows.mjs';

const known = new WeakMap();

/**
 * What tracking's tables should hold, by the reference that shares no code with the services: from
 * every scan, booking and plan on the log and every correction kept. Asked for twice, made once.
 */
export function trackingAgainstReference(world) {
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
  return differencesOfTracking(pieces, (sql) => world.rows.query('tracking', sql));
}
