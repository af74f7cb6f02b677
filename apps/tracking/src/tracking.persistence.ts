import { MessagingModule } from '@youlu/messaging';
import { PersistenceModule, type ServiceDefinition } from '@youlu/persistence';
import { CreateParcels1606200000000 } from './migrations/1606200000000-create-parcels';
import { CreateVolumes1606200001000 } from './migrations/1606200001000-create-volumes';
import { CreateRounds1606200002000 } from './migrations/1606200002000-create-rounds';
import { IndexVisitsByDay1606200003000 } from './migrations/1606200003000-index-visits-by-day';
import { IndexVolumesByDay1606200005000 } from './migrations/1606200005000-index-volumes-by-day';
import { KeepScansByMonth1606200006000 } from './migrations/1606200006000-keep-scans-by-month';
import { ListScanArchives1606200007000 } from './migrations/1606200007000-list-scan-archives';
import { NoteWhenBooked1606200008000 } from './migrations/1606200008000-note-when-booked';
import { TellOfHandOvers1606200009000 } from './migrations/1606200009000-tell-of-hand-overs';
import { TellOfModes1606200010000 } from './migrations/1606200010000-tell-of-modes';
import { TellWhereParcelsWereSeen1606200004000 } from './migrations/1606200004000-tell-where-parcels-were-seen';

/** What tracking keeps; its name is its schema. */
export const trackingDefinition: ServiceDefinition = {
  service: 'tracking',
  entities: [], // rows are written in bulk and read by plain SQL
  migrations: [
    CreateParcels1606200000000,
    CreateVolumes1606200001000,
    CreateRounds1606200002000,
    IndexVisitsByDay1606200003000,
    TellWhereParcelsWereSeen1606200004000,
    IndexVolumesByDay1606200005000,
    KeepScansByMonth1606200006000,
    ListScanArchives1606200007000,
    NoteWhenBooked1606200008000,
    TellOfHandOvers1606200009000,
    TellOfModes1606200010000,
  ],
};

export const trackingPersistence = PersistenceModule.forService(trackingDefinition);
export const trackingMessaging = MessagingModule.forService(trackingPersistence, {
  service: 'tracking',
});
