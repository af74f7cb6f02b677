import { DomainError, formatInstant, type Instant } from '@youlu/vocabulary';

export class NoStoppedParcels extends DomainError {
  readonly code = 'coverage.evidence.none-of-this-sort';
  readonly kind = 'invalid';

  constructor(indicator: string) {
    super(
      `${indicator} is never contradicted by stopped parcels. Ask for sort=served, or for village-express.`,
      'sort',
    );
  }
}

export class KnownAtInFuture extends DomainError {
  readonly code = 'coverage.known-at.in-future';
  readonly kind = 'invalid';

  constructor(now: Instant) {
    super(
      `knownAt lies in the future: what will have been recorded by then is not known. Send an instant up to now, ${formatInstant(now)}, or leave it away.`,
      'knownAt',
    );
  }
}
