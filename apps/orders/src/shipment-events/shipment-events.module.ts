import { Module } from '@nestjs/common';
import { MerchantsModule } from '../merchants/merchants.module';
import { ordersPersistence } from '../orders.persistence';
import { AppendShipmentEvents } from './append-shipment-events.use-case';
import { ShipmentEventRepository } from './shipment-event.repository';
import { ShipmentEventsController } from './shipment-events.controller';
import { ShipmentEvents } from './shipment-events.query';

/** What a merchant polls to follow its shipments: one sequence each, which no reader passes a gap of. */
@Module({
  imports: [ordersPersistence, MerchantsModule],
  controllers: [ShipmentEventsController],
  providers: [ShipmentEventRepository, AppendShipmentEvents, ShipmentEvents],
  exports: [AppendShipmentEvents],
})
export class ShipmentEventsModule {}
