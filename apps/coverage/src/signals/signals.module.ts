import { Module } from '@nestjs/common';
import { coveragePersistence } from '../coverage.persistence';
import { SignalsController } from './signals.controller';
import { Signals } from './signals.query';

/** What may be abuse: lists for a person to look at, each by one rule. */
@Module({
  imports: [coveragePersistence],
  controllers: [SignalsController],
  providers: [Signals],
})
export class SignalsModule {}
