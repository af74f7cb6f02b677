import { Module } from '@nestjs/common';
import { routingMessaging, routingPersistence } from '../routing.persistence';
import { StoreVisits } from './store-visits.use-case';
import { VisitRepository } from './visit.repository';
import { VisitsController } from './visits.controller';

/**
 * Visits (到村记录): what carriers' devices say they did in a village, stored as told.
 * Whether a visit counts is for coverage to say.
 */
@Module({
  imports: [routingPersistence, routingMessaging],
  controllers: [VisitsController],
  providers: [StoreVisits, VisitRepository],
})
export class VisitsModule {}
