export { OrdersModule } from './orders.module';
export { ordersDefinition } from './orders.persistence';
