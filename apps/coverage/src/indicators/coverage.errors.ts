import { DomainError } from '@youlu/vocabulary';

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
