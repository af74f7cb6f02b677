import { Module } from '@nestjs/common';
import { KeepScans } from './keep-scans.use-case';
import { ScanMonthRepository } from './scan-month.repository';
import { ScanSourceRepository } from './scan-source.repository';
import { ScanRepository } from './scan.repository';

/** The record of every accepted scan, once, by month; a parcel is folded from the facts of its own row. */
@Module({
  providers: [ScanRepository, ScanMonthRepository, ScanSourceRepository, KeepScans],
  exports: [KeepScans],
})
export class ScanHistoryModule {}
