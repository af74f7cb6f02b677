import { Module } from '@nestjs/common';
import { ChangesStoreModule } from '../changes/changes-store.module';
import { coverageMessaging, coveragePersistence } from '../coverage.persistence';
import { RegisterModule } from '../register/register.module';
import { ProjectUnits } from './project-units.use-case';
import { StretchesOfRegion } from './stretches-of-region.query';
import { UnitVersionRepository } from './unit-version.repository';

/** The lives of units: a projection of the editions and of the changes in force. */
@Module({
  imports: [coveragePersistence, coverageMessaging, RegisterModule, ChangesStoreModule],
  providers: [ProjectUnits, StretchesOfRegion, UnitVersionRepository],
  exports: [ProjectUnits, StretchesOfRegion],
})
export class UnitsModule {}
