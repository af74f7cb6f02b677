import { Module } from '@nestjs/common';
import { trackingPersistence } from '../tracking.persistence';
import { TotalsController } from './totals.controller';
import { ReadTotals } from './totals.query';

/** How much tracking holds. */
@Module({
  imports: [trackingPersistence],
  controllers: [TotalsController],
  providers: [ReadTotals],
})
export class TotalsModule {}
