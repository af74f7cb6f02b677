export { adoptCluster } from './cluster-identity';
export * from './connect-messaging';
export {
  Consumes,
  type ConsumesOptions,
  type GatherOptions,
  MESSAGING_TRANSPORT,
} from './consumes.decorator';
export { DeadLetterDesk } from './dead-letter-desk';
export type {
  DeadLetterShelf,
  LetterState,
  OpenedLetter,
  ShelfPlace,
  ShelvedLetter,
} from './dead-letter-shelf';
export * from './event-batch';
export * from './event-sender';
export type { LogEnds } from './kafka-gateway';
export { letterIdOf, type LetterKey, letterKeyOf, type LetterSelection } from './letter-selection';
export * from './messaging-counters';
export { MessagingGauges } from './messaging-gauges';
export { messagingHistograms } from './messaging-histograms';
export { MessagingServer } from './messaging-server';
export * from './messaging-status';
export * from './messaging.config';
export * from './messaging.errors';
export * from './messaging.module';
export * from './outbox';
export type { ReplayOptions, ReplayResult } from './replay-dead-letters';
export { outboxBesideService } from './table-outbox';
export { tellAgain, type TellsAgain } from './tell-again';
export { createTopics, type TopicOptions } from './topics';
