import { Module } from '@nestjs/common';
import { coveragePersistence } from '../coverage.persistence';
import { NoteChange } from './note-change.use-case';
import { RevisionNow } from './revision-now.query';
import { RevisionRepository } from './revision.repository';

/** How reads of a whole region stay quick and exact: what was judged is kept until a change. */
@Module({
  imports: [coveragePersistence],
  providers: [NoteChange, RevisionRepository, RevisionNow],
  exports: [NoteChange, RevisionNow],
})
export class RegionReadsModule {}
