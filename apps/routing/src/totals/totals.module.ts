import { Module } from '@nestjs/common';
import { routingPersistence } from '../routing.persistence';
import { RoutingTotalsQuery } from './routing-totals.query';
import { TotalsController } from './totals.controller';

/**
 * Totals: how many rows of each kind are stored, counted when asked.
 * A run's report sets them beside what the doors accepted.
 */
@Module({
  imports: [routingPersistence],
  controllers: [TotalsController],
  providers: [RoutingTotalsQuery],
})
export class TotalsModule {}
