export { TrackingModule } from './tracking.module';
export { trackingDefinition } from './tracking.persistence';
