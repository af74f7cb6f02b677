import { Module } from '@nestjs/common';
import { ReportsModule } from '../reports/reports.module';
import { ReportFilesController } from './report-files.controller';

/** Frozen reports as files for people and programs: JSON, CSV, XLSX, GeoJSON, PDF. */
@Module({ imports: [ReportsModule], controllers: [ReportFilesController] })
export class ReportFilesModule {}
