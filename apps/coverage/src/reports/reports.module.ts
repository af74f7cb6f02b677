import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { coverageHttp, coverageMessaging, coveragePersistence } from '../coverage.persistence';
import { DeclarationsModule } from '../declarations/declarations.module';
import { EvidenceModule } from '../evidence/evidence.module';
import { IndicatorsModule } from '../indicators/indicators.module';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { FreezeReport } from './freeze-report.use-case';
import { JudgedSetsOf } from './judged-sets.query';
import { MoveReport } from './move-report.use-case';
import { RecomputeReport } from './recompute-report.query';
import { ReportInputs } from './report-inputs.query';
import { ReportLookup } from './report-lookup.query';
import { ReportRepository } from './report.repository';
import { ReportsController } from './reports.controller';

/** Figures that stay: frozen with all that decided them, reviewed by recomputing, then published. */
@Module({
  imports: [
    coveragePersistence,
    coverageHttp,
    coverageMessaging,
    AuditModule,
    IndicatorsModule,
    DeclarationsModule,
    EvidenceModule,
    RegionReadsModule,
  ],
  controllers: [ReportsController],
  providers: [
    FreezeReport,
    MoveReport,
    RecomputeReport,
    JudgedSetsOf,
    ReportInputs,
    ReportLookup,
    ReportRepository,
  ],
  exports: [ReportLookup],
})
export class ReportsModule {}
