import { Module } from '@nestjs/common';
import { coverageMessaging, coveragePersistence } from '../coverage.persistence';
import { RegionReadsModule } from '../region-reads/region-reads.module';
import { KeepLinksWhenParcelsLinked } from './keep-links-when-parcels-linked.consumer';
import { KeepParcelLinks } from './keep-parcel-links.use-case';
import { ParcelLinkRepository } from './parcel-link.repository';

/** Which numbers are one parcel: a principal's waybill and its agent's. */
@Module({
  imports: [coveragePersistence, coverageMessaging, RegionReadsModule],
  controllers: [KeepLinksWhenParcelsLinked],
  providers: [KeepParcelLinks, ParcelLinkRepository],
})
export class ParcelLinksModule {}
