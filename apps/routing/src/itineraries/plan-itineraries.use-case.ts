import { Injectable } from '@nestjs/common';
import { ItinerariesPlanned, type ShipmentSnapshot } from '@youlu/contracts';
import { Outbox } from '@youlu/messaging';
import type { Tx } from '@youlu/persistence';
import { CurrentNetwork } from './current-network.query';
import { decideItinerary, snapshotOf } from './itinerary';
import { ItineraryRepository } from './itinerary.repository';

/** Plans, replans or withdraws, and tells the other services what is new. */
@Injectable()
export class PlanItineraries {
  constructor(
    private readonly itineraries: ItineraryRepository,
    private readonly network: CurrentNetwork,
    private readonly outbox: Outbox,
  ) {}

  async execute(tx: Tx, shipments: readonly ShipmentSnapshot[]): Promise<void> {
    const newest = newestVersions(shipments);
    const stored = await this.itineraries.byNumber(tx, [...newest.keys()]);
    const { planner, revision } = await this.network.at(tx);
    const decisions = [...newest.values()].flatMap((shipment) => {
      const decision = decideItinerary(shipment, stored.get(shipment.trackingNumber), planner);
      return decision ? [decision] : [];
    });
    if (decisions.length === 0) return;
    await this.itineraries.store(
      tx,
      decisions.map(({ itinerary }) => itinerary),
      revision,
    );
    const news = decisions.filter(({ isNews }) => isNews);
    if (news.length === 0) return;
    await this.outbox.add(
      tx,
      ItinerariesPlanned,
      news.map(({ itinerary }) => snapshotOf(itinerary)),
    );
  }
}

function newestVersions(shipments: readonly ShipmentSnapshot[]): Map<string, ShipmentSnapshot> {
  const newest = new Map<string, ShipmentSnapshot>();
  for (const shipment of shipments) {
    const known = newest.get(shipment.trackingNumber);
    if (!known || known.version < shipment.version) newest.set(shipment.trackingNumber, shipment);
  }
  return newest;
}
