import { Module } from '@nestjs/common';
import { ItinerariesModule } from './itineraries/itineraries.module';
import { NetworkModule } from './network/network.module';
import { RoundsModule } from './rounds/rounds.module';
import { TotalsModule } from './totals/totals.module';
import { VisitsModule } from './visits/visits.module';

/** How it should go: the network, mail rounds and their visits, and a plan for every parcel. */
@Module({
  imports: [NetworkModule, RoundsModule, VisitsModule, ItinerariesModule, TotalsModule],
})
export class RoutingModule {}
