import { Module } from '@nestjs/common';
import { WaysToBase } from '../base-register/ways-to-base.query';
import { coveragePersistence } from '../coverage.persistence';
import { LineageModule } from '../lineage/lineage.module';
import { LongListsModule } from '../long-lists/long-lists.module';
import { RegisterModule } from '../register/register.module';
import { SignalsController } from './signals.controller';
import { Signals } from './signals.query';

/** What may be abuse: lists for a person to look at, each by one rule. */
@Module({
  imports: [coveragePersistence, RegisterModule, LineageModule, LongListsModule],
  controllers: [SignalsController],
  providers: [Signals, WaysToBase],
})
export class SignalsModule {}
