import { startService } from '@youlu/http';
import { routingService } from './routing.config';
import { RoutingModule } from './routing.module';
import { routingDefinition } from './routing.persistence';

void startService(RoutingModule, routingService, [routingDefinition]);
