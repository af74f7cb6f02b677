import { Module } from '@nestjs/common';
import { coveragePersistence } from '../coverage.persistence';
import { ChangesInForce } from './changes-in-force.query';
import { WaitingChanges } from './waiting-changes.query';

/** What is in force, for whoever reads lineage; deciding about it is `ChangesModule`. */
@Module({
  imports: [coveragePersistence],
  providers: [ChangesInForce, WaitingChanges],
  exports: [ChangesInForce, WaitingChanges],
})
export class ChangesStoreModule {}
