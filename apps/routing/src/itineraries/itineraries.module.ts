import { Module } from '@nestjs/common';
import { NetworkModule } from '../network/network.module';
import { routingMessaging, routingPersistence } from '../routing.persistence';
import { CurrentNetwork } from './current-network.query';
import { ItinerariesController } from './itineraries.controller';
import { ItineraryQuery } from './itinerary.query';
import { ItineraryRepository } from './itinerary.repository';
import { PlanItineraries } from './plan-itineraries.use-case';
import { PlanItineraryWhenShipmentChanged } from './plan-itinerary-when-shipment-changed.consumer';

/**
 * Itineraries: how each booked parcel should go, and when it should be there.
 * Earliest arrival over the weekly timetables, a function of the network and of `readyAt`.
 */
@Module({
  imports: [routingPersistence, routingMessaging, NetworkModule],
  controllers: [ItinerariesController, PlanItineraryWhenShipmentChanged],
  providers: [CurrentNetwork, ItineraryQuery, ItineraryRepository, PlanItineraries],
})
export class ItinerariesModule {}
