import { HttpModule } from '@youlu/http';
import { MessagingModule } from '@youlu/messaging';
import { PersistenceModule, type ServiceDefinition } from '@youlu/persistence';
import { CreateNetwork1764000000000 } from './migrations/1764000000000-create-network';
import { CreateVisits1764000001000 } from './migrations/1764000001000-create-visits';
import { CreateItineraries1764000002000 } from './migrations/1764000002000-create-itineraries';
import { StateOpeningHours1764000003000 } from './migrations/1764000003000-state-opening-hours';
import { MarkSimulatedVisits1764000004000 } from './migrations/1764000004000-mark-simulated-visits';

export const routingDefinition: ServiceDefinition = {
  service: 'routing',
  entities: [],
  migrations: [
    CreateNetwork1764000000000,
    CreateVisits1764000001000,
    CreateItineraries1764000002000,
    StateOpeningHours1764000003000,
    MarkSimulatedVisits1764000004000,
  ],
};

// One constant each: Nest tells dynamic modules apart by identity, and there must be one pool.
export const routingPersistence = PersistenceModule.forService(routingDefinition);
export const routingMessaging = MessagingModule.forService(routingPersistence, {
  service: 'routing',
});
export const routingHttp = HttpModule.forService(routingPersistence);
