import { Module } from '@nestjs/common';
import { tellAgain } from '@youlu/messaging';
import { trackingMessaging, trackingPersistence } from '../../tracking.persistence';
import { RepublishParcels } from './republish-parcels.use-case';

@Module({
  imports: [trackingPersistence, trackingMessaging],
  providers: [RepublishParcels],
})
class RepublishModule {}

/** Publishes the snapshot of every parcel again, in the order of their numbers; see `tellAgain`. */
export function republishParcels(after: string, say: (line: string) => void): Promise<number> {
  return tellAgain(RepublishModule, RepublishParcels, after, say);
}
