import { Module } from '@nestjs/common';
import { trackingMessaging, trackingPersistence } from '../tracking.persistence';
import { KeepRoundsWhenRoutingTells } from './keep-rounds-when-routing-tells.consumer';
import { KeepRounds } from './keep-rounds.use-case';
import { ListMissedRounds } from './missed-rounds.query';
import { RoundRepository } from './round.repository';
import { VisitRepository } from './visit.repository';

/** Which village should be visited when, and which visits there were: a copy of routing's news. */
@Module({
  imports: [trackingPersistence, trackingMessaging],
  controllers: [KeepRoundsWhenRoutingTells],
  providers: [RoundRepository, VisitRepository, KeepRounds, ListMissedRounds],
  exports: [ListMissedRounds],
})
export class RoundsModule {}
