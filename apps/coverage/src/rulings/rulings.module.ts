import { Module } from '@nestjs/common';
import { coveragePersistence } from '../coverage.persistence';
import { RulingsInForce } from './rulings-in-force.query';

/** What settled challenges found, for the indicators: they know nothing else of challenges. */
@Module({
  imports: [coveragePersistence],
  providers: [RulingsInForce],
  exports: [RulingsInForce],
})
export class RulingsModule {}
