import { Module } from '@nestjs/common';
import { HttpModule } from '@youlu/http';
import { trackingMessaging, trackingPersistence } from '../tracking.persistence';
import { ScanHistoryModule } from '../scan-history/scan-history.module';
import { VolumesModule } from '../volumes/volumes.module';
import { ChangeParcels } from './change-parcels.use-case';
import { CorrectScan } from './corrections/correct-scan.use-case';
import { CorrectionRepository } from './corrections/correction.repository';
import { ItineraryRepository } from './context/itinerary.repository';
import { LearnContextWhenBookedOrPlanned } from './context/learn-context-when-booked-or-planned.consumer';
import { LearnContext } from './context/learn-context.use-case';
import { ReadParcelTimeline } from './parcel-timeline.query';
import { ParcelRepository } from './parcel.repository';
import { ParcelsController } from './parcels.controller';
import { WalkParcels } from './parcels.query';

/** Where each parcel is: promise, plan and scans folded into a state that nobody sets by hand. */
@Module({
  imports: [
    trackingPersistence,
    trackingMessaging,
    HttpModule.forService(trackingPersistence),
    ScanHistoryModule,
    VolumesModule,
  ],
  controllers: [ParcelsController, LearnContextWhenBookedOrPlanned],
  providers: [
    ParcelRepository,
    ItineraryRepository,
    CorrectionRepository,
    ChangeParcels,
    LearnContext,
    CorrectScan,
    ReadParcelTimeline,
    WalkParcels,
  ],
  exports: [ChangeParcels, WalkParcels],
})
export class ParcelsModule {}
