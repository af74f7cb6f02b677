import { Module } from '@nestjs/common';
import { ExceptionsModule } from './exceptions/exceptions.module';
import { ParcelsModule } from './parcels/parcels.module';
import { RoundsModule } from './rounds/rounds.module';
import { ScansModule } from './scans/scans.module';
import { TotalsModule } from './totals/totals.module';
import { VolumesModule } from './volumes/volumes.module';

/** Where it is: scans in, parcels folded, volumes counted, exceptions listed. */
@Module({
  imports: [
    ScansModule,
    ParcelsModule,
    VolumesModule,
    RoundsModule,
    ExceptionsModule,
    TotalsModule,
  ],
})
export class TrackingModule {}
