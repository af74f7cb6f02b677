import { Module } from '@nestjs/common';
import { WaysToBase } from '../base-register/ways-to-base.query';
import { coveragePersistence } from '../coverage.persistence';
import { LineageModule } from '../lineage/lineage.module';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { RegisterModule } from '../register/register.module';
import { DaysOnRegister } from './days-on-register.query';
import { KeepVillageDays } from './keep-village-days.use-case';
import { KeptDays } from './kept-days.query';
import { ScansOfDay } from './scans-of-day.query';
import { VillageDayRepository } from './village-day.repository';
import { VillageDaysController } from './village-days.controller';
import { VillageDays } from './village-days.query';
import { WrittenCodes } from './written-codes.query';

/** The days on which places were served, a bit each, and the way from a day to its scans. */
@Module({
  imports: [coveragePersistence, RegionReadsModule, RegisterModule, LineageModule],
  controllers: [VillageDaysController],
  providers: [
    KeepVillageDays,
    VillageDayRepository,
    VillageDays,
    DaysOnRegister,
    KeptDays,
    ScansOfDay,
    WaysToBase,
    WrittenCodes,
  ],
  exports: [KeepVillageDays],
})
export class VillageDaysModule {}
