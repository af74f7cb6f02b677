import { Module } from '@nestjs/common';
import { ordersPersistence } from '../orders.persistence';
import { CountParcels } from './count-parcels.use-case';
import { CountedParcels } from './counted-parcels.query';
import { CellRepository } from './cell.repository';
import { FlowMatrix } from './flow-matrix.query';
import { FlowsController } from './flows.controller';
import { Flows } from './flows.query';

/** Accepted parcels rolled up: what moves from where to where, and what projects count. */
@Module({
  imports: [ordersPersistence],
  controllers: [FlowsController],
  providers: [CellRepository, CountParcels, CountedParcels, Flows, FlowMatrix],
  exports: [CountParcels, CountedParcels],
})
export class FlowsModule {}
