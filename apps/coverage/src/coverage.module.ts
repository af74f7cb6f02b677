import { Module } from '@nestjs/common';
import { ChallengesModule } from './challenges/challenges.module';
import { RulingsModule } from './rulings/rulings.module';
import { DeclarationsModule } from './declarations/declarations.module';
import { EvidenceExportModule } from './evidence-export/evidence-export.module';
import { EvidenceModule } from './evidence/evidence.module';
import { IndicatorsModule } from './indicators/indicators.module';
import { LineageModule } from './lineage/lineage.module';
import { RegisterImportModule } from './register-import/register-import.module';
import { RegisterModule } from './register/register.module';
import { UnitLookupsModule } from './unit-lookups/unit-lookups.module';
import { XpccModule } from './xpcc/xpcc.module';
import { ParcelLinksModule } from './parcel-links/parcel-links.module';
import { ReportComparisonsModule } from './report-comparisons/report-comparisons.module';
import { ReportFilesModule } from './report-files/report-files.module';
import { ReportsModule } from './reports/reports.module';
import { RestatementsModule } from './restatements/restatements.module';
import { SignalsModule } from './signals/signals.module';

/** Who is reached: register, declarations, evidence, indicators. */
@Module({
  imports: [
    RegisterModule,
    RegisterImportModule,
    LineageModule,
    UnitLookupsModule,
    XpccModule,
    DeclarationsModule,
    EvidenceModule,
    ParcelLinksModule,
    EvidenceExportModule,
    IndicatorsModule,
    ReportsModule,
    ReportFilesModule,
    ReportComparisonsModule,
    RestatementsModule,
    RulingsModule,
    SignalsModule,
    ChallengesModule,
  ],
})
export class CoverageModule {}
