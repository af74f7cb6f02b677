import { type ArrivalTree, ConnectionScan, isReached } from './connection-scan';
import { Departures } from './departures';
import type { Edge, PlanningNetwork } from './planning-network';
import type { LocalMinute } from './week-time';

/** Cells kept over all remembered trees; 12 bytes each, so about 48 MB. */
const CELLS_MAX = 4_000_000;

/** A ride between two neighbouring nodes (positions in the network). */
export interface PlannedRide {
  from: number;
  to: number;
  departMinute: LocalMinute;
  arriveMinute: LocalMinute;
}

/**
 * Routes inside the core of the network, where there is more than one way.
 *
 * Whoever is ready before the same first departure of a node rides on the same tree of earliest
 * arrivals, so a tree is scanned once per node and departure and shared by all parcels: hubs have a
 * few dozen departures a week and a province tens of thousands of parcels.
 */
export class CoreRoutes {
  private readonly nodes: readonly number[];
  private readonly positionOf: ReadonlyMap<number, number>;
  private readonly scan: ConnectionScan;
  private readonly leaving: readonly Departures[];
  /** Oldest first: position × 2^32 + first departure → tree. */
  private readonly trees = new Map<number, ArrivalTree>();
  private readonly treesMax: number;

  constructor(network: PlanningNetwork, isCore: (node: number) => boolean) {
    this.nodes = network.nodes.flatMap((_, node) => (isCore(node) ? [node] : []));
    this.positionOf = new Map(this.nodes.map((node, position) => [node, position]));
    const edges = network.edges.flatMap(({ from, to, departures }): Edge[] => {
      const [a, b] = [this.positionOf.get(from), this.positionOf.get(to)];
      return a === undefined || b === undefined ? [] : [{ from: a, to: b, departures }];
    });
    const handling = this.nodes.map((node) => network.nodes[node]?.handlingMinutes ?? 0);
    this.scan = new ConnectionScan(edges, handling);
    const leaving = this.nodes.map((): Edge[] => []);
    for (const edge of edges) leaving[edge.from]?.push(edge);
    this.leaving = leaving.map(
      (out) => new Departures(out.flatMap(({ departures }) => [...departures])),
    );
    this.treesMax = Math.max(16, Math.floor(CELLS_MAX / Math.max(1, this.nodes.length)));
  }

  get size(): number {
    return this.nodes.length;
  }

  get treesKept(): number {
    return this.trees.size;
  }

  /** The rides of the earliest arrival at core node `to`, or undefined past `latest`. */
  ridesBetween(
    from: number,
    to: number,
    ready: LocalMinute,
    latest: LocalMinute,
  ): PlannedRide[] | undefined {
    const [origin, target] = [this.positionOf.get(from), this.positionOf.get(to)];
    if (origin === undefined || target === undefined) return undefined;
    const leave = this.leaving[origin]?.firstDeparture(ready, latest);
    if (leave === undefined) return undefined;
    const tree = this.treeFrom(origin, leave);
    if (!isReached(tree, target) || (tree.arriveMinute[target] as number) > latest)
      return undefined;
    const rides: PlannedRide[] = [];
    for (let at = target; at !== origin; at = tree.cameFrom[at] as number) {
      if (rides.length === this.nodes.length) throw new Error('An arrival tree leads in a circle');
      rides.push({
        from: this.nodes[tree.cameFrom[at] as number] as number,
        to: this.nodes[at] as number,
        departMinute: tree.departMinute[at] as number,
        arriveMinute: tree.arriveMinute[at] as number,
      });
    }
    return rides.reverse();
  }

  private treeFrom(origin: number, leave: LocalMinute): ArrivalTree {
    const key = origin * 0x100000000 + leave;
    const kept = this.trees.get(key);
    if (kept) return kept;
    if (this.trees.size >= this.treesMax) this.forgetOldest();
    const tree = this.scan.arrivalsFrom(origin, leave);
    this.trees.set(key, tree);
    return tree;
  }

  private forgetOldest(): void {
    let surplus = Math.ceil(this.treesMax / 4);
    for (const key of this.trees.keys()) {
      if (surplus-- <= 0) break;
      this.trees.delete(key);
    }
  }
}
