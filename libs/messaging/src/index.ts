export { adoptCluster } from './cluster-identity';
export * from './connect-messaging';
export {
  Consumes,
  type ConsumesOptions,
  type GatherOptions,
  MESSAGING_TRANSPORT,
} from './consumes.decorator';
export * from './event-batch';
export * from './event-sender';
export * from './messaging-counters';
export { MessagingServer } from './messaging-server';
export * from './messaging-status';
export * from './messaging.config';
export * from './messaging.errors';
export * from './messaging.module';
export * from './outbox';
export type { ReplayOptions, ReplayResult } from './replay-dead-letters';
export { createTopics, type TopicOptions } from './topics';
