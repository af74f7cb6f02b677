import { Module } from '@nestjs/common';
import { NetworkModule } from '../network/network.module';
import { routingHttp, routingMessaging, routingPersistence } from '../routing.persistence';
import { ImportRounds } from './import-rounds.use-case';
import { RoundsController } from './rounds.controller';

/**
 * Mail rounds (邮路班次): on which weekdays a carrier goes from a station to a village.
 * Part of the network's revision, since a village without a timetable is reached on its round.
 */
@Module({
  imports: [routingPersistence, routingMessaging, routingHttp, NetworkModule],
  controllers: [RoundsController],
  providers: [ImportRounds],
})
export class RoundsModule {}
