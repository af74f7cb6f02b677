import type { ItinerarySnapshot, PlanOutcome, ShipmentSnapshot } from '@youlu/contracts';
import { assertUnreachable, type Instant } from '@youlu/vocabulary';
import type { PlanningNetwork, PlanningNode } from './planning/planning-network';
import { RoutePlanner } from './planning/route-planner';
import { ServingNodes } from './planning/serving-nodes';
import { dayNumberOf, localMinuteFrom } from './planning/week-time';

/** A leg's departure and arrival; it goes from one entry of `nodeIds` to the next. */
interface Ride {
  departAt: Instant;
  arriveAt: Instant;
}

/** How a parcel should go: every node it touches, and a ride between each two. */
export interface Plan {
  outcome: PlanOutcome;
  nodeIds: readonly string[];
  rides: readonly Ride[];
}

/** A plan as stored, and for which version of its shipment it was made. */
export interface Itinerary extends Plan {
  trackingNumber: string;
  version: number;
  shipmentVersion: number;
  originCode: string;
  destinationCode: string;
  readyAt: Instant;
  simulated: boolean;
}

const noPlan = (outcome: PlanOutcome): Plan => ({ outcome, nodeIds: [], rides: [] });

/** Plans over one network: a function of the places and the moment of being ready, nothing else. */
export class ItineraryPlanner {
  private readonly routes: RoutePlanner;
  private readonly serving: ServingNodes;

  constructor(private readonly network: PlanningNetwork) {
    this.routes = new RoutePlanner(network);
    this.serving = new ServingNodes(network);
  }

  get shape(): RoutePlanner['shape'] {
    return this.routes.shape;
  }

  plan(originCode: string, destinationCode: string, readyAt: Instant): Plan {
    const day = dayNumberOf(localMinuteFrom(readyAt));
    const origin = this.serving.serving(originCode, day, 'origin');
    if (origin === undefined) return noPlan('no-origin-node');
    const destination = this.serving.serving(destinationCode, day, 'destination');
    if (destination === undefined) return noPlan('no-destination-node');
    const legs = this.routes.route(origin, destination, readyAt);
    if (!legs) return noPlan('no-path');
    const start = (this.network.nodes[origin] as PlanningNode).nodeId;
    return {
      outcome: 'planned',
      nodeIds: [start, ...legs.map((leg) => leg.toNodeId)],
      rides: legs.map(({ departAt, arriveAt }) => ({ departAt, arriveAt })),
    };
  }
}

/** What a shipment's newest version makes of its itinerary. */
export interface ItineraryDecision {
  itinerary: Itinerary;
  /** False where only the shipment's version moved: nobody else needs to hear of it. */
  isNews: boolean;
}

/**
 * Plans a booked shipment anew with each of its versions and withdraws the plan of a cancelled one.
 * An old version, or one already seen, changes nothing. The outcome is the same in whatever order
 * the versions come: what counts is the newest.
 */
export function decideItinerary(
  shipment: ShipmentSnapshot,
  stored: Itinerary | undefined,
  planner: Pick<ItineraryPlanner, 'plan'>,
): ItineraryDecision | undefined {
  if (stored && stored.shipmentVersion >= shipment.version) return undefined;
  const { trackingNumber, originCode, destinationCode, readyAt, simulated } = shipment;
  const next: Itinerary = {
    trackingNumber,
    originCode,
    destinationCode,
    readyAt,
    simulated,
    ...planFor(shipment, planner),
    version: 1,
    shipmentVersion: shipment.version,
  };
  if (!stored || isUntold(stored)) return { itinerary: next, isNews: !isUntold(next) };
  next.version = stored.version;
  const isNews = JSON.stringify(snapshotOf(next)) !== JSON.stringify(snapshotOf(stored));
  if (isNews) next.version++;
  return { itinerary: next, isNews };
}

/** Cancelled before it was ever planned: nobody was told of a plan, so none is withdrawn. */
function isUntold({ version, outcome }: Itinerary): boolean {
  return version === 1 && outcome === 'withdrawn';
}

function planFor(shipment: ShipmentSnapshot, planner: Pick<ItineraryPlanner, 'plan'>): Plan {
  switch (shipment.state) {
    case 'booked':
      return planner.plan(shipment.originCode, shipment.destinationCode, shipment.readyAt);
    case 'cancelled':
      return noPlan('withdrawn');
    default:
      return assertUnreachable(shipment.state);
  }
}

/** When it should arrive: with the last ride, or at once where origin and destination are one. */
export function etaOf(itinerary: Itinerary): Instant | null {
  if (itinerary.outcome !== 'planned') return null;
  return itinerary.rides.at(-1)?.arriveAt ?? itinerary.readyAt;
}

export function legsOf({ nodeIds, rides }: Plan): ItinerarySnapshot['legs'] {
  return rides.map((ride, i) => ({
    fromNodeId: nodeIds[i] as string,
    toNodeId: nodeIds[i + 1] as string,
    ...ride,
  }));
}

export function snapshotOf(itinerary: Itinerary): ItinerarySnapshot {
  const { trackingNumber, version, outcome, nodeIds } = itinerary;
  const legs = legsOf(itinerary);
  return { trackingNumber, version, outcome, legs, nodeIds: [...nodeIds], etaAt: etaOf(itinerary) };
}

/** Why there is no plan, for a person to read; null where there is one. */
export function reasonOf(outcome: PlanOutcome): string | null {
  switch (outcome) {
    case 'planned':
      return null;
    case 'no-origin-node':
      return 'No open node serves the origin: import one for it or for a division around it.';
    case 'no-destination-node':
      return 'No open node serves the destination: import one, or a gateway to its province.';
    case 'no-path':
      return 'No trips lead from origin to destination within eight weeks: check the timetables.';
    case 'withdrawn':
      return 'The shipment was cancelled.';
    default:
      return assertUnreachable(outcome);
  }
}
