import { Module } from '@nestjs/common';
import { ChangesStoreModule } from '../changes/changes-store.module';
import { IndicatorsModule } from '../indicators/indicators.module';
import { LineageModule } from '../lineage/lineage.module';
import { RegisterModule } from '../register/register.module';
import { RestatedCoverage } from './restatement.query';
import { RestatementsController } from './restatements.controller';

/** One figure on two registers, and what lies between them. */
@Module({
  imports: [IndicatorsModule, RegisterModule, LineageModule, ChangesStoreModule],
  controllers: [RestatementsController],
  providers: [RestatedCoverage],
})
export class RestatementsModule {}
