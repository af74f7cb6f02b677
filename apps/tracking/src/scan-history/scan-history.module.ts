import { Module } from '@nestjs/common';
import { KeepScans } from './keep-scans.use-case';
import { ScanMonthRepository } from './scan-month.repository';
import { ScanSourceRepository } from './scan-source.repository';
import { ScanRepository } from './scan.repository';

/** Every accepted scan once, by month; what parcels are folded from, and can be folded from again. */
@Module({
  providers: [ScanRepository, ScanMonthRepository, ScanSourceRepository, KeepScans],
  exports: [KeepScans],
})
export class ScanHistoryModule {}
