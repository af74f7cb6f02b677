import { type Day, DomainError } from '@youlu/vocabulary';

export class UnknownDeclaration extends DomainError {
  readonly code = 'declaration.unknown';
  readonly kind = 'not-found';

  constructor(declarationId: string) {
    super(
      `没有编号为 ${declarationId} 的申报。No declaration has the id ${declarationId}. Send the id it was declared under.`,
      'declarationId',
    );
  }
}

export class DeclarationNotOpen extends DomainError {
  readonly code = 'declaration.not-open';
  readonly kind = 'conflict';

  constructor(declarationId: string, endsOn: Day) {
    super(
      `申报 ${declarationId} 已于 ${endsOn} 终止，终止日不再变更。${declarationId} ends on ${endsOn} already, and an end is not moved. If the service goes on ` +
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
      `该申报自 ${from} 起有效，终止于 ${endsOn} 则无有效日。It holds from ${from}, so an end on ${endsOn} would leave no day. Send the first day it no ` +
        `longer holds, after ${from}.`,
      'endsOn',
    );
  }
}
