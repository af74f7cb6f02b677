import { Module } from '@nestjs/common';
import { ChangesModule } from '../changes/decisions/changes.module';
import { coverageHttp, coveragePersistence } from '../coverage.persistence';
import { LineageModule } from '../lineage/lineage.module';
import { RegisterModule } from '../register/register.module';
import { ChangesStoreModule } from '../changes/changes-store.module';
import { UnitsModule } from '../units/units.module';
import { LivesAsKnown } from './lives-as-known.query';
import { UnitLife } from './unit-life.query';
import { UnitLookupsController } from './unit-lookups.controller';
import { UnitToday } from './unit-today.query';
import { UnitsByName } from './units-by-name.query';
import { UnitsController } from './units.controller';
import { UnitsOnDay } from './units-on-day.query';

/** Finding units over time: by code, by name, by the life of a code, by what an old code is today. */
@Module({
  imports: [
    coveragePersistence,
    coverageHttp,
    RegisterModule,
    LineageModule,
    ChangesModule,
    ChangesStoreModule,
    UnitsModule,
  ],
  controllers: [UnitsController, UnitLookupsController],
  providers: [LivesAsKnown, UnitLife, UnitToday, UnitsByName, UnitsOnDay],
})
export class UnitLookupsModule {}
