import { dayNumber, type Day, type NodeTier } from '@youlu/vocabulary';
import type { NetworkRows, NodeRow, RoundRow } from '../../network/rows/network-rows';
import { Departures, type WeeklyDeparture } from './departures';
import { minuteOfWeek } from './week-time';

/**
 * A village without a timetabled link is reached on its mail round. A round has weekdays and no
 * clock, so plans assume the carrier leaves the station at 09:00 and is in the village at 11:00.
 */
export const ROUND_DEPART_MINUTE = 9 * 60;
export const ROUND_TRAVEL_MINUTES = 120;

export interface PlanningNode {
  readonly nodeId: string;
  readonly tier: NodeTier;
  readonly placeCode: string;
  readonly handlingMinutes: number;
  readonly openFrom: number;
  readonly openTo: number;
}

/** All departures from one node to one other; `from` and `to` are positions in `nodes`. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly departures: Departures;
}

/** The network as plans read it: nodes in the order of their ids, edges that have departures. */
export interface PlanningNetwork {
  readonly nodes: readonly PlanningNode[];
  readonly edges: readonly Edge[];
}

/**
 * Puts rows together, whatever their order: the same rows always give the same network.
 * A departure runs on a day when its timetable runs and both its nodes are open.
 * A row that names something unknown is left out (the doors refuse such rows).
 */
export function buildPlanningNetwork(rows: NetworkRows): PlanningNetwork {
  const nodes = [...rows.nodes].sort((a, b) => compare(a.nodeId, b.nodeId)).map(planningNode);
  const indexOf = new Map(nodes.map((node, index) => [node.nodeId, index]));
  const edges = new EdgeCollector(nodes);

  const links = new Map(rows.links.map((link) => [link.linkId, link]));
  for (const timetable of rows.timetables) {
    const link = links.get(timetable.linkId);
    const from = link && indexOf.get(link.fromNodeId);
    const to = link && indexOf.get(link.toNodeId);
    if (from === undefined || to === undefined || from === to) continue;
    edges.add(from, to, timetable.weekdays, timetable);
  }
  addRounds(edges, nodes, indexOf, rows.rounds);
  return { nodes, edges: edges.collected() };
}

function addRounds(
  edges: EdgeCollector,
  nodes: readonly PlanningNode[],
  indexOf: ReadonlyMap<string, number>,
  rounds: readonly RoundRow[],
): void {
  const linked = edges.touched();
  const villageOf = new Map<string, number>();
  nodes.forEach((node, index) => {
    if (node.tier === 'village' && !linked.has(index)) villageOf.set(node.placeCode, index);
  });
  for (const round of rounds) {
    const village = villageOf.get(round.villageCode);
    const station = indexOf.get(round.stationNodeId);
    if (village === undefined || station === undefined || village === station) continue;
    const travelMinutes = ROUND_TRAVEL_MINUTES;
    const there = { ...round, departMinute: ROUND_DEPART_MINUTE, travelMinutes };
    const back = { ...there, departMinute: ROUND_DEPART_MINUTE + ROUND_TRAVEL_MINUTES };
    edges.add(station, village, round.weekdays, there);
    edges.add(village, station, round.weekdays, back);
  }
}

class EdgeCollector {
  private readonly byPair = new Map<number, WeeklyDeparture[]>();

  constructor(private readonly nodes: readonly PlanningNode[]) {}

  add(
    from: number,
    to: number,
    weekdays: readonly number[],
    trip: { departMinute: number; travelMinutes: number; from: Day; to: Day | null },
  ): void {
    const [a, b] = [this.nodes[from] as PlanningNode, this.nodes[to] as PlanningNode];
    const validFrom = Math.max(dayNumber(trip.from), a.openFrom, b.openFrom);
    const validTo = Math.min(endOf(trip.to), a.openTo, b.openTo);
    if (validFrom >= validTo) return;
    const pair = from * this.nodes.length + to;
    const departures = this.byPair.get(pair) ?? [];
    for (const weekday of weekdays) {
      departures.push({
        minuteOfWeek: minuteOfWeek(weekday, trip.departMinute),
        travelMinutes: trip.travelMinutes,
        validFrom,
        validTo,
      });
    }
    this.byPair.set(pair, departures);
  }

  /** Every node that has a departure or an arrival so far. */
  touched(): Set<number> {
    const nodes = new Set<number>();
    for (const pair of this.byPair.keys()) {
      nodes.add(Math.floor(pair / this.nodes.length)).add(pair % this.nodes.length);
    }
    return nodes;
  }

  collected(): Edge[] {
    return [...this.byPair]
      .sort(([a], [b]) => a - b)
      .map(([pair, departures]) => ({
        from: Math.floor(pair / this.nodes.length),
        to: pair % this.nodes.length,
        departures: new Departures(departures),
      }));
  }
}

function planningNode(row: NodeRow): PlanningNode {
  return {
    nodeId: row.nodeId,
    tier: row.tier,
    placeCode: row.placeCode,
    handlingMinutes: row.handlingMinutes,
    openFrom: dayNumber(row.opensOn),
    openTo: endOf(row.closesOn),
  };
}

function endOf(day: Day | null): number {
  return day === null ? Number.MAX_SAFE_INTEGER : dayNumber(day);
}

/** By code units: the same on every machine, unlike a locale's order. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
