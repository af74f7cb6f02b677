import { Module } from '@nestjs/common';
import { DeclarationsModule } from '../declarations/declarations.module';
import { EvidenceModule } from '../evidence/evidence.module';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { FactsAboutUnitsModule } from '../facts-about-units/facts-about-units.module';
import { RegisterModule } from '../register/register.module';
import { IndicatorsController } from '../catalogue/indicators.controller';
import { CoverageController } from './coverage.controller';
import { CoverageEvidence } from './coverage-evidence.query';
import { CoverageModes } from './coverage-modes.query';
import { CoverageRates } from './coverage-rates.query';
import { CoverageStates } from './coverage-states.query';
import { EditionShelf } from '../editions/editions';
import { OpenQuestion } from './open-question.query';

/** Who is reached: each unit's state under a rule edition, and the rates these add up to. */
@Module({
  imports: [
    RegisterModule,
    FactsAboutUnitsModule,
    DeclarationsModule,
    EvidenceModule,
    RegionReadsModule,
  ],
  controllers: [IndicatorsController, CoverageController],
  providers: [
    { provide: EditionShelf, useFactory: () => new EditionShelf() },
    OpenQuestion,
    CoverageStates,
    CoverageRates,
    CoverageModes,
    CoverageEvidence,
  ],
  exports: [CoverageStates, CoverageRates, FactsAboutUnitsModule],
})
export class IndicatorsModule {}
