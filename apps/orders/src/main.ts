import { startService } from '@youlu/http';
import { ordersService } from './orders.config';
import { OrdersModule } from './orders.module';

void startService(OrdersModule, ordersService);
