import { Module } from '@nestjs/common';
import { ChangesModule } from '../changes/decisions/changes.module';
import { coverageHttp, coverageMessaging, coveragePersistence } from '../coverage.persistence';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { RegisterModule } from '../register/register.module';
import { UnitsModule } from '../units/units.module';
import { ImportRegister } from './import-register.use-case';
import { ProposeMissing } from './propose-missing.use-case';
import { RegisterRepository } from './register.repository';
import { RegistersController } from './registers.controller';

/** How an edition of the register gets in: judged, compared with its neighbours, loaded whole. */
@Module({
  imports: [
    coveragePersistence,
    coverageMessaging,
    coverageHttp,
    RegisterModule,
    ChangesModule,
    UnitsModule,
    RegionReadsModule,
  ],
  controllers: [RegistersController],
  providers: [ImportRegister, ProposeMissing, RegisterRepository],
})
export class RegisterImportModule {}
