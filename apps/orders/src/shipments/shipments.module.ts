import { Module } from '@nestjs/common';
import { FlowsModule } from '../flows/flows.module';
import { LinksModule } from '../links/links.module';
import { MerchantsModule } from '../merchants/merchants.module';
import { NumbersModule } from '../numbers/numbers.module';
import { ordersHttp, ordersMessaging, ordersPersistence } from '../orders.persistence';
import { ProductsModule } from '../products/products.module';
import { ShipmentEventsModule } from '../shipment-events/shipment-events.module';
import { BookShipments } from './booking/book-shipments.use-case';
import { CancelShipment } from './cancel-shipment.use-case';
import { CountGroups } from './count-groups.use-case';
import { FollowParcels } from './following/follow-parcels.use-case';
import { FollowShipmentsWhenParcelsChanged } from './following/follow-shipments-when-parcels-changed.consumer';
import { LinkShipments } from './linking/link-shipments.use-case';
import { ShipmentBatchesController } from './booking/shipment-batches.controller';
import { ShipmentLinksController } from './linking/shipment-links.controller';
import { ShipmentRepository } from './shipment.repository';
import { ShipmentsController } from './shipments.controller';
import { Shipments } from './shipments.query';
import { UnbookedParcelRepository } from './following/unbooked-parcel.repository';

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
    LinksModule,
    FlowsModule,
  ],
  controllers: [
    ShipmentsController,
    ShipmentBatchesController,
    ShipmentLinksController,
    FollowShipmentsWhenParcelsChanged,
  ],
  providers: [
    ShipmentRepository,
    UnbookedParcelRepository,
    BookShipments,
    CancelShipment,
    LinkShipments,
    CountGroups,
    FollowParcels,
    Shipments,
  ],
})
export class ShipmentsModule {}
