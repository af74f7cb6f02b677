import { Module } from '@nestjs/common';
import { coveragePersistence } from '../coverage.persistence';
import { EvidenceExportController } from './evidence-export.controller';
import { EvidenceExport } from './evidence-export.query';

/** Everything that figures are made of, for whoever wants to compute them without this program. */
@Module({
  imports: [coveragePersistence],
  controllers: [EvidenceExportController],
  providers: [EvidenceExport],
})
export class EvidenceExportModule {}
