import { Module } from '@nestjs/common';
import { coveragePersistence } from '../coverage.persistence';
import { RevisionNow } from './revision-now.query';
import { Revisions } from './revisions.repository';

/** How reads of a whole region stay quick and exact: what was judged is kept until a change. */
@Module({
  imports: [coveragePersistence],
  providers: [Revisions, RevisionNow],
  exports: [Revisions, RevisionNow],
})
export class RegionReadsModule {}
