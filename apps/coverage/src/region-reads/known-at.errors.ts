import { DomainError, formatInstant, type Instant } from '@youlu/vocabulary';

export class KnownAtInFuture extends DomainError {
  readonly code = 'coverage.known-at.in-future';
  readonly kind = 'invalid';

  constructor(now: Instant) {
    super(
      `已知时点 knownAt 尚未到来。knownAt lies in the future: what will have been recorded by then is not known. Send an instant up to now, ${formatInstant(now)}, or leave it away.`,
      'knownAt',
    );
  }
}
