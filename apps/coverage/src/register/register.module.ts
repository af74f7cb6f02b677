import { Module } from '@nestjs/common';
import { coverageHttp, coverageMessaging, coveragePersistence } from '../coverage.persistence';
import { ImportRegister } from './import-register.use-case';
import { RegisterCatalogue } from './register-catalogue.query';
import { RegisterRepository } from './register.repository';
import { RegistersController } from './registers.controller';
import { UnitLookup } from './unit-lookup.query';
import { UnitsController } from './units.controller';

/** Which divisions there are: editions of the register, and each unit with the days it held. */
@Module({
  imports: [coveragePersistence, coverageMessaging, coverageHttp],
  controllers: [RegistersController, UnitsController],
  providers: [ImportRegister, RegisterRepository, RegisterCatalogue, UnitLookup],
  exports: [RegisterCatalogue, UnitLookup],
})
export class RegisterModule {}
