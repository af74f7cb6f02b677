import { Module } from '@nestjs/common';
import { coverageHttp, coverageMessaging, coveragePersistence } from '../coverage.persistence';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { RegisterModule } from '../register/register.module';
import { UnitsModule } from '../units/units.module';
import { ChangeRepository } from './change.repository';
import { OpenAct } from './open-act.use-case';
import { RecordProposals } from './record-proposals.use-case';

/** What changed between neighbouring editions: proposed, applied by a policy, decided by a person. */
@Module({
  imports: [
    coveragePersistence,
    coverageMessaging,
    coverageHttp,
    RegisterModule,
    UnitsModule,
    RegionReadsModule,
  ],
  providers: [ChangeRepository, OpenAct, RecordProposals],
  exports: [OpenAct, RecordProposals],
})
export class ChangesModule {}
