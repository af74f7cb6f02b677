import { Module } from '@nestjs/common';
import { FlowsModule } from './flows/flows.module';
import { MerchantsModule } from './merchants/merchants.module';
import { NumbersModule } from './numbers/numbers.module';
import { ProductsModule } from './products/products.module';
import { ProjectsModule } from './projects/projects.module';
import { ShipmentEventsModule } from './shipment-events/shipment-events.module';
import { ShipmentsModule } from './shipments/shipments.module';

/** Who sends what. */
@Module({
  imports: [
    MerchantsModule,
    ProductsModule,
    ProjectsModule,
    NumbersModule,
    ShipmentsModule,
    ShipmentEventsModule,
    FlowsModule,
  ],
})
export class OrdersModule {}
