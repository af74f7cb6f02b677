import { Module } from '@nestjs/common';
import { ReportPdfModule } from '../report-pdf/report-pdf.module';
import { ReportsModule } from '../reports/reports.module';
import { ReportFilesController } from './report-files.controller';

/** Frozen reports as files for people and programs: JSON, CSV, XLSX, GeoJSON, PDF. */
@Module({ imports: [ReportsModule, ReportPdfModule], controllers: [ReportFilesController] })
export class ReportFilesModule {}
