import { Controller } from '@nestjs/common';
import { type ShipmentSnapshot, ShipmentsChanged } from '@youlu/contracts';
import { ConsumerContext, Consumes, EventBatch } from '@youlu/messaging';
import { PlanItineraries } from './plan-itineraries.use-case';

@Controller()
export class PlanItineraryWhenShipmentChanged {
  constructor(private readonly planItineraries: PlanItineraries) {}

  @Consumes(ShipmentsChanged, { consumer: 'routing.planner', gather: { maxRows: 5_000 } })
  async plan(batch: EventBatch<ShipmentSnapshot>, context: ConsumerContext): Promise<void> {
    await this.planItineraries.execute(context.tx, batch.rows);
  }
}
