import { startService } from '@youlu/http';
import { ordersService } from './orders.config';
import { OrdersModule } from './orders.module';
import { ordersDefinition } from './orders.persistence';

void startService(OrdersModule, ordersService, [ordersDefinition]);
