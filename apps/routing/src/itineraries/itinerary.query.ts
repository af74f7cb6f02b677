import { Injectable } from '@nestjs/common';
import type { PlanOutcome } from '@youlu/contracts';
import { formatInstant } from '@youlu/vocabulary';
import { etaOf, type Itinerary, legsOf, reasonOf } from './itinerary';
import { UnknownItinerary } from './itinerary.errors';
import { ItineraryRepository } from './itinerary.repository';

/** Instants as ISO 8601 in official time. */
export interface ItineraryView {
  trackingNumber: string;
  version: number;
  outcome: PlanOutcome;
  reason: string | null;
  originCode: string;
  destinationCode: string;
  readyAt: string;
  eta: string | null;
  nodeIds: readonly string[];
  legs: { fromNodeId: string; toNodeId: string; departAt: string; arriveAt: string }[];
  simulated: boolean;
}

@Injectable()
export class ItineraryQuery {
  constructor(private readonly itineraries: ItineraryRepository) {}

  async of(trackingNumber: string): Promise<ItineraryView> {
    const itinerary = await this.itineraries.find(trackingNumber);
    if (!itinerary) throw new UnknownItinerary();
    return viewOf(itinerary);
  }
}

function viewOf(itinerary: Itinerary): ItineraryView {
  const { trackingNumber, version, outcome, originCode, destinationCode } = itinerary;
  const eta = etaOf(itinerary);
  return {
    trackingNumber,
    version,
    outcome,
    reason: reasonOf(outcome),
    originCode,
    destinationCode,
    readyAt: formatInstant(itinerary.readyAt),
    eta: eta === null ? null : formatInstant(eta),
    nodeIds: itinerary.nodeIds,
    legs: legsOf(itinerary).map((leg) => ({
      ...leg,
      departAt: formatInstant(leg.departAt),
      arriveAt: formatInstant(leg.arriveAt),
    })),
    simulated: itinerary.simulated,
  };
}
