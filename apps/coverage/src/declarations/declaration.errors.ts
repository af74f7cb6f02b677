import { type Day, DomainError } from '@youlu/vocabulary';

export class UnknownDeclaration extends DomainError {
  readonly code = 'declaration.unknown';
  readonly kind = 'not-found';

  constructor(declarationId: string) {
    super(
      `No declaration has the id ${declarationId}. Send the id it was declared under.`,
      'declarationId',
    );
  }
}

export class DeclarationNotOpen extends DomainError {
  readonly code = 'declaration.not-open';
  readonly kind = 'conflict';

  constructor(declarationId: string, endsOn: Day) {
    super(
      `${declarationId} ends on ${endsOn} already, and an end is not moved. If the service goes on ` +
        'or stopped earlier, declare that under a new declarationId.',
      'endsOn',
    );
  }
}

export class EndBeforeBegin extends DomainError {
  readonly code = 'declaration.period-empty';
  readonly kind = 'invalid';

  constructor(from: Day, endsOn: Day) {
    super(
      `It holds from ${from}, so an end on ${endsOn} would leave no day. Send the first day it no ` +
        `longer holds, after ${from}.`,
      'endsOn',
    );
  }
}
