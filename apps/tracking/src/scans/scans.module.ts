import { Module } from '@nestjs/common';
import { ParcelsModule } from '../parcels/parcels.module';
import { trackingMessaging } from '../tracking.persistence';
import { ReportScans } from './report-scans.use-case';
import { ScansController } from './scans.controller';
import { WriteScansWhenReported } from './write-scans-when-reported.consumer';

/** How scans come in: the door judges and hands them to the log, the writer stores and folds them. */
@Module({
  imports: [trackingMessaging, ParcelsModule],
  controllers: [ScansController, WriteScansWhenReported],
  providers: [ReportScans],
})
export class ScansModule {}
