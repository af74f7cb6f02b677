import { Controller } from '@nestjs/common';
import {
  ItinerariesPlanned,
  type ItinerarySnapshot,
  type ShipmentSnapshot,
  ShipmentsChanged,
} from '@youlu/contracts';
import { type ConsumerContext, Consumes, type EventBatch } from '@youlu/messaging';
import { LearnContext } from './learn-context.use-case';

const consumer = 'tracking.parcel-context';
const gather = { maxRows: 5_000, maxWaitMs: 20 };

/** Bookings and itineraries, in whatever order they and the scans arrive. */
@Controller()
export class LearnContextWhenBookedOrPlanned {
  constructor(private readonly learnContext: LearnContext) {}

  @Consumes(ShipmentsChanged, { consumer, gather })
  async booked(batch: EventBatch<ShipmentSnapshot>, { tx }: ConsumerContext): Promise<void> {
    await this.learnContext.booked(tx, batch.rows);
  }

  @Consumes(ItinerariesPlanned, { consumer, gather })
  async planned(batch: EventBatch<ItinerarySnapshot>, { tx }: ConsumerContext): Promise<void> {
    await this.learnContext.planned(tx, batch.rows);
  }
}
