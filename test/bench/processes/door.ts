// The product's scan door alone: its controller, use case and sender behind its own HTTP layer.
import { Module } from '@nestjs/common';
import { migrateService } from '@youlu/persistence';
import { ReportScans } from '../../../apps/tracking/src/scans/report-scans.use-case';
import { ScansController } from '../../../apps/tracking/src/scans/scans.controller';
import {
  trackingDefinition,
  trackingMessaging,
} from '../../../apps/tracking/src/tracking.persistence';
import { serveCalls } from '../load/calls';
import { servePart } from './serving';

@Module({
  imports: [trackingMessaging],
  controllers: [ScansController],
  providers: [ReportScans],
})
class DoorModule {}

serveCalls({
  async start() {
    await migrateService(process.env.DATABASE_URL ?? '', trackingDefinition);
    return (await servePart(DoorModule, 'door')).port;
  },
});
