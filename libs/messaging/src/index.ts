export { adoptCluster } from './broker/cluster-identity';
export * from './connect-messaging';
export {
  Consumes,
  type ConsumesOptions,
  type GatherOptions,
  MESSAGING_TRANSPORT,
} from './consuming/consumes.decorator';
export { DeadLetterDesk } from './dead-letters/dead-letter-desk';
export type {
  DeadLetterShelf,
  LetterState,
  OpenedLetter,
  ShelfPlace,
  ShelvedLetter,
} from './dead-letters/dead-letter-shelf';
export * from './consuming/event-batch';
export * from './outbox/event-sender';
export type { LogEnds } from './broker/kafka-gateway';
export {
  letterIdOf,
  type LetterKey,
  letterKeyOf,
  type LetterSelection,
} from './dead-letters/letter-selection';
export * from './metrics/messaging-counters';
export { MessagingGauges } from './metrics/messaging-gauges';
export { messagingHistograms } from './metrics/messaging-histograms';
export { MessagingServer } from './consuming/messaging-server';
export * from './metrics/messaging-status';
export * from './messaging.config';
export * from './messaging.errors';
export * from './messaging.module';
export * from './outbox/outbox';
export type { ReplayOptions, ReplayResult } from './dead-letters/replay-dead-letters';
export { outboxBesideService } from './outbox/table-outbox';
export { tellAgain, type TellsAgain } from './outbox/tell-again';
export { createTopics, type TopicOptions } from './broker/topics';
