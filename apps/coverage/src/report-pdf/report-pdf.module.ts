import { Module } from '@nestjs/common';
import { coveragePersistence } from '../coverage.persistence';
import { KeptPdfRepository } from './kept-pdf.repository';
import { WritePdfOnce } from './write-pdf-once.use-case';

/** The PDF of a report: drawn page by page, and the same bytes for good. */
@Module({
  imports: [coveragePersistence],
  providers: [KeptPdfRepository, WritePdfOnce],
  exports: [WritePdfOnce],
})
export class ReportPdfModule {}
