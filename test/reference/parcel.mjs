// The specification of a parcel, to be read and checked by a person: from everything ever told about it
// to its state, verdicts, last place and volume cells. Written from the rules in words
// (apps/tracking/README.md, docs/reference/parcel-states.md); it shares no code with the services, and is
// as plain as possible and as slow as it likes.

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Nobody scanned for us before 2015-01-01, 00:00 in UTC+8. */
const CLOCKS_LIVE_SINCE = Date.UTC(2015, 0, 1) - 8 * HOUR_MS;
const CLOCK_TOLERANCE_MS = 5 * MINUTE_MS;
const REPEATED_WITHIN_MS = 10 * MINUTE_MS;

/** Scans get lost, so from nearly every state each kind of scan leads to one state … */
const LEADS_TO = {
  accepted: 'accepted',
  departed: 'in-transit',
  arrived: 'arrived',
  'out-for-delivery': 'out-for-delivery',
  delivered: 'delivered',
  'held-at-station': 'held-at-station',
  'in-locker': 'in-locker',
  attempted: 'attempted',
  returning: 'returning',
  returned: 'returned',
  lost: 'lost',
};

/** … but a returned parcel is done, a delivered one can only go back, and one going back stays so on the road. */
function stateAfter(state, kind) {
  if (state === 'returned') return undefined;
  if (state === 'delivered' && kind !== 'returning' && kind !== 'returned') return undefined;
  if (state === 'returning' && (kind === 'departed' || kind === 'arrived')) return 'returning';
  return LEADS_TO[kind];
}

/** The official day, UTC+8. */
function dayOf(instant) {
  return new Date(instant + 8 * HOUR_MS).toISOString().slice(0, 10);
}

/** What a scan says; two reports of one scanId that say the same are one scan sent twice. */
function contentOf(scan) {
  const { scanId, occurredAt, kind, nodeId, placeCode } = scan;
  const { consent = null, proof = null, feeCents = null, mode = null } = scan;
  return JSON.stringify([
    scanId,
    occurredAt,
    kind,
    nodeId,
    placeCode,
    consent,
    proof,
    feeCents,
    mode,
  ]);
}

/** Each scan once, with the earliest device clock it was ever sent by. */
function distinctScans(reports) {
  const distinct = new Map();
  for (const report of reports) {
    const content = contentOf(report);
    const sentAt = Math.min(report.sentAt, distinct.get(content)?.sentAt ?? Infinity);
    distinct.set(content, { ...report, sentAt });
  }
  return [...distinct.values()];
}

/** When it happened, then scanId by code units. Contents of one scanId never count, so need no order. */
function byTime(a, b) {
  return a.occurredAt - b.occurredAt || (a.scanId < b.scanId ? -1 : a.scanId > b.scanId ? 1 : 0);
}

function newest(snapshots) {
  const highest = Math.max(...snapshots.map((snapshot) => snapshot.version));
  return snapshots.find((snapshot) => snapshot.version === highest);
}

/** The first rule that applies. */
function verdictOf(scan, { scans, withdrawnIds, booking, plannedNodeIds }, state, effective) {
  if (withdrawnIds.includes(scan.scanId)) return 'withdrawn';
  if (scans.filter((other) => other.scanId === scan.scanId).length > 1) return 'conflicting';
  if (scan.occurredAt < CLOCKS_LIVE_SINCE) return 'dead-clock';
  if (scan.occurredAt > scan.sentAt + CLOCK_TOLERANCE_MS) return 'future';
  const tellsTheSame = (before) =>
    before.kind === scan.kind &&
    before.nodeId === scan.nodeId &&
    scan.occurredAt - before.occurredAt <= REPEATED_WITHIN_MS;
  if (effective.some(tellsTheSame)) return 'repeated';
  if (stateAfter(state, scan.kind) === undefined) return 'out-of-sequence';
  if (!booking) return 'unknown-parcel';
  if (plannedNodeIds.length > 0 && !plannedNodeIds.includes(scan.nodeId)) return 'off-plan';
  return 'ok';
}

/**
 * @param told everything ever told about one parcel, in any order and however often: reports of scans,
 *   shipments and itineraries with their versions, scanIds withdrawn by corrections
 */
export function parcelOf({ reports, shipments, itineraries, withdrawnIds }) {
  const scans = distinctScans(reports).sort(byTime);
  const booking = newest(shipments);
  const plan = newest(itineraries);
  const plannedNodeIds = plan?.outcome === 'planned' ? plan.nodeIds : [];
  const known = { scans, withdrawnIds, booking, plannedNodeIds };
  let state;
  let misdirected = false;
  const effective = [];
  const judged = [];
  for (const scan of scans) {
    const verdict = verdictOf(scan, known, state, effective);
    judged.push({ ...scan, verdict });
    if (!['ok', 'off-plan', 'unknown-parcel'].includes(verdict)) continue;
    state = stateAfter(state, scan.kind);
    misdirected = verdict === 'off-plan';
    effective.push(scan);
  }
  const unmoved = booking ? booking.state : 'unknown'; // booked, or cancelled
  const last = effective.at(-1) ?? null;
  return {
    state: state ?? unmoved,
    misdirected,
    last: last && { at: last.occurredAt, nodeId: last.nodeId, placeCode: last.placeCode },
    scans: judged,
    cells: booking ? effective.map((scan) => cellOf(scan, booking)) : [],
  };
}

/** Place as sent, official day, direction, product, kind; what is simulated is never added to what is not. */
function cellOf({ placeCode, occurredAt, kind }, { direction, productId, simulated }) {
  const product = productId ?? 'unspecified';
  return [placeCode, dayOf(occurredAt), direction, product, kind, simulated].join('|');
}
