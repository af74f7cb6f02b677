import { dayNumber } from '@youlu/vocabulary';
import type { NetworkRows, TimetableRow } from '../network/rows/network-rows';
import {
  ROUND_DEPART_MINUTE,
  ROUND_TRAVEL_MINUTES,
} from '../itineraries/planning/planning-network';

/**
 * The judge of the planner, for tests only: it reads the rows as they are, walks the calendar day by
 * day and lets arrivals improve until nothing changes. Slow, and too simple to be wrong in the same
 * way; it shares no code with the planner beyond two constants.
 */
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const UTC8_MS = 8 * 3_600_000;
const HORIZON_DAYS = 56;

interface Ride {
  from: string;
  to: string;
  weekdays: readonly number[];
  departMinute: number;
  travelMinutes: number;
  firstDay: number;
  endDay: number;
}

/** Earliest arrival (epoch ms) at every node that can be reached within eight weeks. */
export function naiveArrivals(
  rows: NetworkRows,
  originNodeId: string,
  readyAt: number,
): Map<string, number> {
  const rides = allRides(rows);
  const handlingMs = new Map(rows.nodes.map((n) => [n.nodeId, n.handlingMinutes * MINUTE_MS]));
  const arrivals = new Map<string, number>();
  const latest = Math.ceil(readyAt / MINUTE_MS) * MINUTE_MS + HORIZON_DAYS * DAY_MS;
  for (let changed = true; changed;) {
    changed = false;
    for (const ride of rides) {
      const atFrom = arrivals.get(ride.from);
      const ready =
        ride.from === originNodeId
          ? readyAt
          : atFrom === undefined
            ? undefined
            : atFrom + (handlingMs.get(ride.from) ?? 0);
      if (ready === undefined || ride.to === originNodeId) continue;
      const arrival = nextArrival(ride, ready, latest);
      if (arrival === undefined || arrival >= (arrivals.get(ride.to) ?? Infinity)) continue;
      arrivals.set(ride.to, arrival);
      changed = true;
    }
  }
  return arrivals;
}

function nextArrival(ride: Ride, ready: number, latest: number): number | undefined {
  const startDay = Math.floor((ready + UTC8_MS) / DAY_MS);
  for (let day = startDay; day <= startDay + HORIZON_DAYS; day++) {
    if (day < ride.firstDay || day >= ride.endDay) continue;
    const isoWeekday = new Date(day * DAY_MS).getUTCDay() || 7;
    if (!ride.weekdays.includes(isoWeekday)) continue;
    const departs = day * DAY_MS - UTC8_MS + ride.departMinute * MINUTE_MS;
    if (departs < ready) continue;
    const arrives = departs + ride.travelMinutes * MINUTE_MS;
    return arrives <= latest ? arrives : undefined;
  }
  return undefined;
}

function allRides(rows: NetworkRows): Ride[] {
  const nodes = new Map(rows.nodes.map((node) => [node.nodeId, node]));
  const links = new Map(rows.links.map((link) => [link.linkId, link]));
  const end = (day: string | null) => (day === null ? Infinity : dayNumber(day));
  const rides: Ride[] = [];
  const add = (from: string, to: string, trip: Omit<TimetableRow, 'timetableId' | 'linkId'>) => {
    const [a, b] = [nodes.get(from), nodes.get(to)];
    if (!a || !b || from === to) return;
    rides.push({
      from,
      to,
      weekdays: trip.weekdays,
      departMinute: trip.departMinute,
      travelMinutes: trip.travelMinutes,
      firstDay: Math.max(dayNumber(trip.from), dayNumber(a.opensOn), dayNumber(b.opensOn)),
      endDay: Math.min(end(trip.to), end(a.closesOn), end(b.closesOn)),
    });
  };
  for (const timetable of rows.timetables) {
    const link = links.get(timetable.linkId);
    if (link) add(link.fromNodeId, link.toNodeId, timetable);
  }
  const linked = new Set(rides.flatMap((r) => (r.firstDay < r.endDay ? [r.from, r.to] : [])));
  for (const round of rows.rounds) {
    const village = rows.nodes.find(
      (n) => n.tier === 'village' && n.placeCode === round.villageCode && !linked.has(n.nodeId),
    );
    if (!village) continue;
    const travelMinutes = ROUND_TRAVEL_MINUTES;
    add(round.stationNodeId, village.nodeId, {
      ...round,
      departMinute: ROUND_DEPART_MINUTE,
      travelMinutes,
    });
    add(village.nodeId, round.stationNodeId, {
      ...round,
      departMinute: ROUND_DEPART_MINUTE + ROUND_TRAVEL_MINUTES,
      travelMinutes,
    });
  }
  return rides;
}
