import { Module } from '@nestjs/common';
import { coveragePersistence } from '../coverage.persistence';
import { EditionRows } from './edition-rows.query';
import { RegisterCatalogue } from './register-catalogue.query';
import { UnitLookup } from './unit-lookup.query';

/** Which divisions there are: editions of the register as stated, and the unit of a code on a day. */
@Module({
  imports: [coveragePersistence],
  providers: [EditionRows, RegisterCatalogue, UnitLookup],
  exports: [EditionRows, RegisterCatalogue, UnitLookup],
})
export class RegisterModule {}
