import { Module } from '@nestjs/common';
import { LongListsModule } from '../long-lists/long-lists.module';
import { EvidenceExportController } from './evidence-export.controller';
import { EvidenceExport } from './evidence-export.query';

/** Everything that figures are made of, for whoever wants to compute them without this program. */
@Module({
  imports: [LongListsModule],
  controllers: [EvidenceExportController],
  providers: [EvidenceExport],
})
export class EvidenceExportModule {}
