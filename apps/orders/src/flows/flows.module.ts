import { Module } from '@nestjs/common';
import { ordersPersistence } from '../orders.persistence';
import { CountFlows } from './count-flows.use-case';
import { CountedParcels } from './counted-parcels.query';
import { FlowCellRepository } from './flow-cell.repository';
import { FlowsController } from './flows.controller';
import { Flows } from './flows.query';

/** Accepted parcels rolled up by day, product, origin and destination; projects count from it too. */
@Module({
  imports: [ordersPersistence],
  controllers: [FlowsController],
  providers: [FlowCellRepository, CountFlows, CountedParcels, Flows],
  exports: [CountFlows, CountedParcels],
})
export class FlowsModule {}
