import { Module } from '@nestjs/common';
import { CoverageModule } from '../../coverage/src';
import { OrdersModule } from '../../orders/src';
import { RoutingModule } from '../../routing/src';
import { TrackingModule } from '../../tracking/src';

/** All contexts in one process; they still meet only in published events. */
@Module({ imports: [OrdersModule, RoutingModule, TrackingModule, CoverageModule] })
export class StandaloneModule {}
