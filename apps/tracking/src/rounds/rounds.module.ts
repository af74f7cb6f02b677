import { Module } from '@nestjs/common';
import { trackingMessaging, trackingPersistence } from '../tracking.persistence';
import { KeepRoundsWhenRoutingTells } from './keep-rounds-when-routing-tells.consumer';
import { KeepRounds } from './keep-rounds.use-case';
import { ListMissedRounds } from './missed-rounds.query';
import { MissedVillagesController } from './missed-villages.controller';
import { ListMissedVillages } from './missed-villages.query';
import { RoundRepository } from './round.repository';
import { VisitRepository } from './visit.repository';

/** Which village should be visited when, which visits there were, and where nobody came. */
@Module({
  imports: [trackingPersistence, trackingMessaging],
  controllers: [MissedVillagesController, KeepRoundsWhenRoutingTells],
  providers: [RoundRepository, VisitRepository, KeepRounds, ListMissedRounds, ListMissedVillages],
  exports: [ListMissedRounds],
})
export class RoundsModule {}
