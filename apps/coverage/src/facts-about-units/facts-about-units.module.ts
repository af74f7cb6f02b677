import { Module } from '@nestjs/common';
import { StrayCodes } from '../base-register/stray-codes.query';
import { WaysToBase } from '../base-register/ways-to-base.query';
import { DeclarationsModule } from '../declarations/declarations.module';
import { EvidenceModule } from '../evidence/evidence.module';
import { LineageModule } from '../lineage/lineage.module';
import { OwnListsModule } from '../own-lists/own-lists.module';
import { RegisterModule } from '../register/register.module';
import { RulingsModule } from '../rulings/rulings.module';
import { DeclaredFacts } from './declared-facts.query';
import { EvidenceFacts } from './evidence-facts.query';
import { FactsAboutUnits } from './facts-about-units.query';
import { ListedFacts } from './listed-facts.query';
import { StatedCodes } from './stated-codes.query';

/** What is known about the units of a place, in columns: what they are judged by. */
@Module({
  imports: [
    RegisterModule,
    DeclarationsModule,
    EvidenceModule,
    OwnListsModule,
    RulingsModule,
    LineageModule,
  ],
  providers: [
    WaysToBase,
    StrayCodes,
    StatedCodes,
    DeclaredFacts,
    EvidenceFacts,
    ListedFacts,
    FactsAboutUnits,
  ],
  exports: [FactsAboutUnits, WaysToBase],
})
export class FactsAboutUnitsModule {}
