import { Controller } from '@nestjs/common';
import { ParcelsChanged, type ParcelSnapshot } from '@youlu/contracts';
import { ConsumerContext, Consumes, EventBatch } from '@youlu/messaging';
import { FollowParcels } from './follow-parcels.use-case';

/** The one door through which orders learns what happened to parcels. */
@Controller()
export class FollowShipmentsWhenParcelsChanged {
  constructor(private readonly followParcels: FollowParcels) {}

  @Consumes(ParcelsChanged, {
    consumer: 'orders.parcels',
    gather: { maxRows: 15_000, maxWaitMs: 50 }, // of each parcel only the newest is written
  })
  async follow(batch: EventBatch<ParcelSnapshot>, context: ConsumerContext): Promise<void> {
    await this.followParcels.execute(context.tx, batch.rows, context.now);
  }
}
