import { Module } from '@nestjs/common';
import { coveragePersistence } from '../coverage.persistence';
import { ChangesInForce } from './changes-in-force.query';

/** What is in force, for whoever reads lineage; deciding about it is `ChangesModule`. */
@Module({
  imports: [coveragePersistence],
  providers: [ChangesInForce],
  exports: [ChangesInForce],
})
export class ChangesStoreModule {}
