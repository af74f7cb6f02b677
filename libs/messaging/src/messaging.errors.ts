import { DomainError, type ErrorKind } from '@youlu/vocabulary';

/** Kafka did not acknowledge; some of it may have been written, resending is safe. */
export class LogUnavailable extends DomainError {
  readonly code = 'messaging.log.unavailable';
  readonly kind: ErrorKind = 'unavailable';
}

/** The queue to Kafka is full; nothing of the request was taken. Doors answer 429. */
export class SenderBusy extends DomainError {
  readonly code = 'messaging.sender.busy';
  readonly kind: ErrorKind = 'unavailable';
  readonly retryAfterSeconds = 1;
}
