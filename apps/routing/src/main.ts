import { startService } from '@youlu/http';
import { routingService } from './routing.config';
import { RoutingModule } from './routing.module';

void startService(RoutingModule, routingService);
