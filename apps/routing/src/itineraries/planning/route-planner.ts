import { HORIZON_MINUTES } from './connection-scan';
import { CoreRoutes, type PlannedRide } from './core-routes';
import { LeafForest } from './leaf-forest';
import type { Edge, PlanningNetwork, PlanningNode } from './planning-network';
import { instantOf, type LocalMinute, localMinuteFrom } from './week-time';

/** More rides than this is no plan but a fault of the network. */
const LEGS_MAX = 32;

export interface Leg {
  fromNodeId: string;
  toNodeId: string;
  departAt: number;
  arriveAt: number;
}

/**
 * Earliest-arrival plans over one network. A plan climbs the tree of its origin, crosses the core,
 * and descends the tree of its destination; waiting, riding and handling minutes add up, nothing
 * else does. It depends on the network and on `readyAt` alone; the memory inside only saves time.
 */
export class RoutePlanner {
  private readonly forest: LeafForest;
  private readonly core: CoreRoutes;

  constructor(private readonly network: PlanningNetwork) {
    this.forest = new LeafForest(network);
    this.core = new CoreRoutes(network, (node) => this.forest.isCore(node));
  }

  /** For a log line: how much of the network needs a search. */
  get shape(): { nodes: number; edges: number; coreNodes: number; treesKept: number } {
    const { nodes, edges } = this.network;
    const { size, treesKept } = this.core;
    return { nodes: nodes.length, edges: edges.length, coreNodes: size, treesKept };
  }

  /** Legs of the earliest arrival, or undefined if none within the horizon; [] from a node to itself. */
  route(origin: number, destination: number, readyAt: number): Leg[] | undefined {
    if (origin === destination) return [];
    const ready = localMinuteFrom(readyAt);
    const journey = new Journey(this.network, ready);
    const top = this.forest.root(origin);
    const end = this.forest.root(destination);
    const arrived =
      top === end
        ? this.withinTree(journey, origin, destination)
        : journey.ride(this.forest.climb(origin, top)) &&
          journey.cross(this.core, top, end) &&
          journey.ride(this.forest.descend(end, destination));
    if (!arrived || journey.rides.length > LEGS_MAX) return undefined;
    return journey.rides.map((ride) => this.leg(ride));
  }

  private withinTree(journey: Journey, origin: number, destination: number): boolean {
    const meeting = this.forest.meeting(origin, destination);
    return (
      journey.ride(this.forest.climb(origin, meeting)) &&
      journey.ride(this.forest.descend(meeting, destination))
    );
  }

  private leg(ride: PlannedRide): Leg {
    return {
      fromNodeId: (this.network.nodes[ride.from] as PlanningNode).nodeId,
      toNodeId: (this.network.nodes[ride.to] as PlanningNode).nodeId,
      departAt: instantOf(ride.departMinute),
      arriveAt: instantOf(ride.arriveMinute),
    };
  }
}

/** A parcel on its way: each step says whether it could be taken. */
class Journey {
  readonly rides: PlannedRide[] = [];
  private readonly latest: LocalMinute;

  constructor(
    private readonly network: PlanningNetwork,
    private ready: LocalMinute,
  ) {
    this.latest = ready + HORIZON_MINUTES;
  }

  ride(edges: readonly Edge[] | undefined): boolean {
    if (!edges) return false;
    for (const { from, to, departures } of edges) {
      const ride = departures.firstArrival(this.ready, this.latest);
      if (!ride) return false;
      this.take({ from, to, ...ride });
    }
    return true;
  }

  cross(core: CoreRoutes, from: number, to: number): boolean {
    const rides = core.ridesBetween(from, to, this.ready, this.latest);
    rides?.forEach((ride) => this.take(ride));
    return rides !== undefined;
  }

  private take(ride: PlannedRide): void {
    this.rides.push(ride);
    const handling = this.network.nodes[ride.to]?.handlingMinutes ?? 0;
    this.ready = ride.arriveMinute + handling;
  }
}
