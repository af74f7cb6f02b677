// What the tables of tracking must hold after everything in a journal has been applied: invariants I3
// (each scan once), I4 (each parcel's state) and I6 (each volume cell).
import { parcelOf } from './parcel.mjs';

const FIELDS = {
  scan: 'reports',
  shipment: 'shipments',
  itinerary: 'itineraries',
  correction: 'withdrawnIds',
};

/**
 * @param journal pieces { trackingNumber, scan | shipment | itinerary | correction }: rows as the
 *   events carry them (instants in ms), a correction as the scanId it withdraws
 * @returns each parcel by its number, and how often each cell was counted
 */
export function expectedTracking(journal) {
  const told = new Map();
  for (const piece of journal) {
    const empty = { reports: [], shipments: [], itineraries: [], withdrawnIds: [] };
    const parcel = told.get(piece.trackingNumber) ?? empty;
    told.set(piece.trackingNumber, parcel);
    for (const [name, field] of Object.entries(FIELDS)) {
      if (piece[name] !== undefined) parcel[field].push(piece[name]);
    }
  }
  const parcels = new Map([...told].map(([number, parcel]) => [number, parcelOf(parcel)]));
  const cells = new Map();
  for (const parcel of parcels.values()) {
    for (const cell of parcel.cells) cells.set(cell, (cells.get(cell) ?? 0) + 1);
  }
  return { parcels, cells };
}

const PARCELS = `SELECT tracking_number, concat_ws('|', state, misdirected, seen_at, seen_node_id,
  seen_place_code) AS is FROM parcels`;
const SCANS = `SELECT tracking_number, concat_ws('|', scan_id, occurred_at, kind, node_id, place_code,
  coalesce(consent::text, ''), coalesce(proof, ''), coalesce(fee_cents::text, ''), coalesce(mode, ''), sent_at) AS is FROM scan_records`;
const CELLS = `SELECT concat_ws('|', place_code, day, direction, product_id, kind, simulated::text)
  AS cell, sum(parcels)::int8 AS is FROM volumes GROUP BY 1 HAVING sum(parcels) <> 0`;

/**
 * @param journal see {@link expectedTracking}
 * @param query runs SQL in the schema of tracking, gives its rows
 * @param expected what the journal leads to, from whoever has it already
 * @returns one line for each difference between the tables and the journal; empty when all is well
 */
export async function differencesOfTracking(journal, query, expected = expectedTracking(journal)) {
  const { parcels, cells } = expected;
  const should = { parcel: new Map(), scans: new Map(), cell: new Map() };
  for (const [number, { state, misdirected, last, scans }] of parcels) {
    const seen = last ? [last.at, last.nodeId, last.placeCode] : [];
    const flag = misdirected ? 't' : 'f';
    should.parcel.set(number, [state, flag, ...seen].join('|'));
    if (scans.length > 0) should.scans.set(number, scans.map(rowOf).sort().join(' '));
  }
  for (const [cell, count] of cells) should.cell.set(cell, String(count));
  const is = { parcel: new Map(), scans: new Map(), cell: new Map() };
  for (const row of await query(PARCELS)) is.parcel.set(row.tracking_number, row.is);
  for (const row of await query(SCANS)) {
    const before = is.scans.get(row.tracking_number) ?? [];
    is.scans.set(row.tracking_number, [...before, row.is]);
  }
  for (const [number, rows] of is.scans) is.scans.set(number, rows.sort().join(' '));
  for (const row of await query(CELLS)) is.cell.set(row.cell, String(row.is));
  return Object.keys(should).flatMap((what) => differences(what, is[what], should[what]));
}

function rowOf({
  scanId,
  occurredAt,
  kind,
  nodeId,
  placeCode,
  consent,
  proof,
  feeCents,
  mode,
  sentAt,
}) {
  const said = [consent ?? '', proof ?? '', feeCents ?? '', mode ?? ''];
  return [scanId, occurredAt, kind, nodeId, placeCode, ...said, sentAt].join('|');
}

function differences(what, is, should) {
  return [...new Set([...is.keys(), ...should.keys()])]
    .filter((key) => is.get(key) !== should.get(key))
    .map((key) => `${what} ${key}: is ${is.get(key)}; should be ${should.get(key)}`);
}
