import { Module } from '@nestjs/common';
import { ChangesStoreModule } from '../changes/changes-store.module';
import { coveragePersistence } from '../coverage.persistence';
import { RegisterModule } from '../register/register.module';
import { SuccessionBetween } from './succession/succession-between.query';

/** How the units of one register continue in another. */
@Module({
  imports: [coveragePersistence, RegisterModule, ChangesStoreModule],
  providers: [SuccessionBetween],
  exports: [SuccessionBetween],
})
export class LineageModule {}
