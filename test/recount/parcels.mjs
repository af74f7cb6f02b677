// What became of each parcel, told again from the scans as sent.
const FLOOR = Date.parse('2015-01-01T00:00:00+08:00');
const TOLERANCE = 5 * 60_000;
const REPEAT = 10 * 60_000;
const SAID = ['occurredAt', 'kind', 'nodeId', 'placeCode', 'consent', 'proof', 'feeCents', 'mode'];
const content = (s) => JSON.stringify(SAID.map((field) => s[field]));

/** Distinct scans of each number; a scan sent twice keeps its earliest upload time. */
function distinctScans(scans) {
  const parcels = new Map();
  for (const scan of scans) {
    let facts = parcels.get(scan.trackingNumber);
    if (!facts) parcels.set(scan.trackingNumber, (facts = new Map()));
    const key = `${scan.scanId} ${content(scan)}`;
    const sentAt = Date.parse(scan.sentAt);
    const known = facts.get(key);
    if (known) known.sentAt = Math.min(known.sentAt, sentAt);
    else facts.set(key, { ...scan, sentAt, at: Date.parse(scan.occurredAt) });
  }
  return parcels;
}

const ENDED = { delivered: ['returning', 'returned'], returned: [] };

/** Facts that move a parcel, in the order in which they happened. */
function effectiveFacts(number, facts, corrected) {
  const ids = new Map();
  for (const f of facts) ids.set(f.scanId, (ids.get(f.scanId) ?? 0) + 1);
  const ordered = facts.toSorted(
    (a, b) => a.at - b.at || (a.scanId < b.scanId ? -1 : a.scanId > b.scanId ? 1 : 0),
  );
  const moved = [];
  let ended;
  for (const fact of ordered) {
    if (corrected.has(`${number} ${fact.scanId}`) || ids.get(fact.scanId) > 1) continue;
    if (fact.at < FLOOR || fact.at > fact.sentAt + TOLERANCE) continue;
    const told = (m) =>
      m.kind === fact.kind && m.nodeId === fact.nodeId && fact.at - m.at <= REPEAT;
    if (moved.some(told)) continue;
    if (ended && !ENDED[ended].includes(fact.kind)) continue;
    if (fact.kind in ENDED) ended = fact.kind;
    else if (fact.kind === 'returning') ended = undefined;
    moved.push(fact);
  }
  return moved;
}

/** @returns booked parcels: the shipment as sent, and its effective facts. */
export function recountParcels({ rows, corrected }) {
  const scans = distinctScans(rows['/v1/scans']);
  const parcels = new Map();
  for (const shipment of [...rows['/v1/shipments'], ...rows['/v1/shipment-batches']]) {
    const number = shipment.trackingNumber;
    const facts = [...(scans.get(number)?.values() ?? [])];
    const moved = effectiveFacts(number, facts, corrected);
    parcels.set(number, { number, shipment, facts: moved });
  }
  return [...parcels.values()];
}
