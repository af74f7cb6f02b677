import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module';
import { coverageHttp, coveragePersistence } from '../coverage.persistence';
import { DeclarationsModule } from '../declarations/declarations.module';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { OwnListsModule } from '../own-lists/own-lists.module';
import { RegisterModule } from '../register/register.module';
import { ChallengeFilesController } from './challenge-files.controller';
import { ChallengeLookup } from './challenge-lookup.query';
import { ChallengeRepository } from './challenge.repository';
import { ChallengesController } from './challenges.controller';
import { EvidenceFileRepository } from './evidence-file.repository';
import { KeepEvidenceFile } from './keep-evidence-file.use-case';
import { OpenChallenges } from './open-challenges.use-case';
import { SettleOverdueChallenges } from './settle-overdue-challenges.job';
import { ShownParcels } from './shown-parcels.query';
import { TakeSteps } from './take-steps.use-case';

/** Objections to a unit's state: answered, settled in time, and then a dated fact. */
@Module({
  imports: [
    coveragePersistence,
    coverageHttp,
    AuditModule,
    DeclarationsModule,
    OwnListsModule,
    RegisterModule,
    RegionReadsModule,
  ],
  controllers: [ChallengesController, ChallengeFilesController],
  providers: [
    OpenChallenges,
    TakeSteps,
    KeepEvidenceFile,
    SettleOverdueChallenges,
    ChallengeLookup,
    ChallengeRepository,
    EvidenceFileRepository,
    ShownParcels,
  ],
})
export class ChallengesModule {}
