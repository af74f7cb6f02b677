export { RoutingModule } from './routing.module';
export { routingDefinition } from './routing.persistence';
