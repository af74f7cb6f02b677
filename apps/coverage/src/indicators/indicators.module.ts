import { Module } from '@nestjs/common';
import { DeclarationsModule } from '../declarations/declarations.module';
import { EvidenceModule } from '../evidence/evidence.module';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { RegisterModule } from '../register/register.module';
import { CoverageController } from './coverage.controller';
import { CoverageEvidence } from './coverage-evidence.query';
import { CoverageModes } from './coverage-modes.query';
import { CoverageRates } from './coverage-rates.query';
import { CoverageStates } from './coverage-states.query';

/** Who is reached: each unit's state under a rule edition, and the rates these add up to. */
@Module({
  imports: [RegisterModule, DeclarationsModule, EvidenceModule, RegionReadsModule],
  controllers: [CoverageController],
  providers: [CoverageStates, CoverageRates, CoverageModes, CoverageEvidence],
  exports: [CoverageStates],
})
export class IndicatorsModule {}
