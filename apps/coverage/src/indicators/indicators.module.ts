import { Module } from '@nestjs/common';
import { DeclarationsModule } from '../declarations/declarations.module';
import { LineageModule } from '../lineage/lineage.module';
import { RulingsModule } from '../challenges/rulings.module';
import { OwnListsModule } from '../own-lists/own-lists.module';
import { EvidenceModule } from '../evidence/evidence.module';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { RegisterModule } from '../register/register.module';
import { IndicatorsController } from '../catalogue/indicators.controller';
import { CoverageController } from './coverage.controller';
import { CoverageEvidence } from './coverage-evidence.query';
import { CoverageModes } from './coverage-modes.query';
import { CoverageRates } from './coverage-rates.query';
import { CoverageStates } from './coverage-states.query';
import { EditionShelf } from '../editions/editions';
import { WaysToBase } from '../base-register/ways-to-base.query';
import { DeclaredFacts } from './declared-facts.query';
import { EvidenceFacts } from './evidence-facts.query';
import { ListedFacts } from './listed-facts.query';
import { FactsAboutUnits } from './facts-about-units.query';
import { OpenQuestion } from './open-question.query';

/** Who is reached: each unit's state under a rule edition, and the rates these add up to. */
@Module({
  imports: [
    RegisterModule,
    DeclarationsModule,
    EvidenceModule,
    OwnListsModule,
    RegionReadsModule,
    RulingsModule,
    LineageModule,
  ],
  controllers: [IndicatorsController, CoverageController],
  providers: [
    { provide: EditionShelf, useFactory: () => new EditionShelf() },
    OpenQuestion,
    WaysToBase,
    DeclaredFacts,
    EvidenceFacts,
    ListedFacts,
    FactsAboutUnits,
    CoverageStates,
    CoverageRates,
    CoverageModes,
    CoverageEvidence,
  ],
  exports: [CoverageStates, CoverageRates, FactsAboutUnits],
})
export class IndicatorsModule {}
