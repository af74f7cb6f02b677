import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module';
import { MerchantsModule } from '../merchants/merchants.module';
import { NumbersModule } from '../numbers/numbers.module';
import { ordersHttp, ordersMessaging, ordersPersistence } from '../orders.persistence';
import { ProductsModule } from '../products/products.module';
import { ShipmentEventsModule } from '../shipment-events/shipment-events.module';
import { BookShipments } from './book-shipments.use-case';
import { CancelShipment } from './cancel-shipment.use-case';
import { FollowParcels } from './follow-parcels.use-case';
import { FollowShipmentsWhenParcelsChanged } from './follow-shipments-when-parcels-changed.consumer';
import { ShipmentBatchesController } from './shipment-batches.controller';
import { ShipmentRepository } from './shipment.repository';
import { ShipmentsController } from './shipments.controller';
import { Shipments } from './shipments.query';

/** Bookings: made and called off by merchants, then led by what tracking says of their parcels. */
@Module({
  imports: [
    ordersPersistence,
    ordersMessaging,
    ordersHttp,
    MerchantsModule,
    ProductsModule,
    NumbersModule,
    ShipmentEventsModule,
    FlowsModule,
  ],
  controllers: [ShipmentsController, ShipmentBatchesController, FollowShipmentsWhenParcelsChanged],
  providers: [ShipmentRepository, BookShipments, CancelShipment, FollowParcels, Shipments],
})
export class ShipmentsModule {}
