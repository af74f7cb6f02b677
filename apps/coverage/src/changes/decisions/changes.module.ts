import { Module } from '@nestjs/common';
import { coverageHttp, coverageMessaging, coveragePersistence } from '../../coverage.persistence';
import { RegionReadsModule } from '../../region-reads/region-reads.module';
import { RegisterModule } from '../../register/register.module';
import { UnitsModule } from '../../units/units.module';
import { ChangeList } from '../change-list.query';
import { ChangeRepository } from '../change.repository';
import { ChangesController } from './changes.controller';
import { DecideChanges } from './decide-changes.use-case';
import { OpenAct } from '../open-act.use-case';
import { RecordProposals } from '../record-proposals.use-case';

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
  controllers: [ChangesController],
  providers: [ChangeList, ChangeRepository, DecideChanges, OpenAct, RecordProposals],
  exports: [ChangeList, OpenAct, RecordProposals],
})
export class ChangesModule {}
