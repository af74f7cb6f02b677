import { Module } from '@nestjs/common';
import { EvidenceModule } from '../evidence/evidence.module';
import { IndicatorsModule } from '../indicators/indicators.module';
import { LineageModule } from '../lineage/lineage.module';
import { ReportsModule } from '../reports/reports.module';
import { CompareReports } from './compare-reports.query';
import { ComparisonsController } from './comparisons.controller';
import { FactPoints } from './fact-points.query';
import { JudgedFactsOf } from './judged-facts.query';

/** Why two reports differ, unit by unit: one input after another is replaced and judged again. */
@Module({
  imports: [EvidenceModule, IndicatorsModule, LineageModule, ReportsModule],
  controllers: [ComparisonsController],
  providers: [CompareReports, FactPoints, JudgedFactsOf],
})
export class ReportComparisonsModule {}
