import { Module } from '@nestjs/common';
import { coveragePersistence } from '../coverage.persistence';
import { LongLists } from './long-lists.query';

/** Lists as long as there is something to say, each read in one pass; how many at once. */
@Module({ imports: [coveragePersistence], providers: [LongLists], exports: [LongLists] })
export class LongListsModule {}
