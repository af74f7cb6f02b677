import { HttpModule } from '@youlu/http';
import { MessagingModule } from '@youlu/messaging';
import { PersistenceModule, type ServiceDefinition } from '@youlu/persistence';
import { CreateMerchants1795543200001 } from './migrations/1795543200001-create-merchants';
import { CreateCatalogue1795543200002 } from './migrations/1795543200002-create-catalogue';
import { CreateNumberBlocks1795543200003 } from './migrations/1795543200003-create-number-blocks';
import { CreateShipments1795543200004 } from './migrations/1795543200004-create-shipments';
import { CreateFlowCells1795543200005 } from './migrations/1795543200005-create-flow-cells';
import { FollowParcelsInPlace1795543200006 } from './migrations/1795543200006-follow-parcels-in-place';
import { CreateShipmentLinks1795543200007 } from './migrations/1795543200007-create-shipment-links';
import { CreateAttributionCells1795543200008 } from './migrations/1795543200008-create-attribution-cells';
import { NoteWhenLinksWereRecorded1795543200009 } from './migrations/1795543200009-note-when-links-were-recorded';

/** What orders keeps; its rows are plain SQL, so there are no entities. */
export const ordersDefinition: ServiceDefinition = {
  service: 'orders',
  entities: [],
  migrations: [
    CreateMerchants1795543200001,
    CreateCatalogue1795543200002,
    CreateNumberBlocks1795543200003,
    CreateShipments1795543200004,
    CreateFlowCells1795543200005,
    FollowParcelsInPlace1795543200006,
    CreateShipmentLinks1795543200007,
    CreateAttributionCells1795543200008,
    NoteWhenLinksWereRecorded1795543200009,
  ],
};

// One constant each: Nest tells dynamic modules apart by identity.
export const ordersPersistence = PersistenceModule.forService(ordersDefinition);
export const ordersMessaging = MessagingModule.forService(ordersPersistence, { service: 'orders' });
export const ordersHttp = HttpModule.forService(ordersPersistence);
