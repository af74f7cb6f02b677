import { Module } from '@nestjs/common';
import { IndicatorsModule } from '../indicators/indicators.module';
import { LineageModule } from '../lineage/lineage.module';
import { ReportsModule } from '../reports/reports.module';
import { CompareReports } from './compare-reports.query';
import { ComparisonsController } from './comparisons.controller';
import { JudgedFactsOf } from './judged-facts.query';

/** Why two reports differ, unit by unit: one input after another is replaced and judged again. */
@Module({
  imports: [IndicatorsModule, LineageModule, ReportsModule],
  controllers: [ComparisonsController],
  providers: [CompareReports, JudgedFactsOf],
})
export class ReportComparisonsModule {}
