import { Module } from '@nestjs/common';
import { ordersPersistence } from '../orders.persistence';
import { LinkRepository } from './link.repository';
import { LinkedGroups } from './linked-groups.query';
import { RecordLink } from './record-link.use-case';

/** Several numbers, one parcel: what is linked to what. */
@Module({
  imports: [ordersPersistence],
  providers: [LinkRepository, LinkedGroups, RecordLink],
  exports: [LinkedGroups, RecordLink],
})
export class LinksModule {}
