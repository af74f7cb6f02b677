import { DomainError } from '@youlu/vocabulary';
import type { DecisionFault } from './decisions/decision-item';

export class DecisionsRefused extends DomainError {
  readonly code = 'coverage.changes.refused';
  readonly kind = 'invalid';

  constructor(readonly faults: readonly DecisionFault[]) {
    const [first] = faults;
    super(
      `未作任何审定：${faults.length} 处有误，首处在第 ${first?.line} 行，请按 errors 所列更正。Nothing was decided: ${faults.length} faults, the first on line ${first?.line}. Mend the lines as errors says.`,
      first?.field,
    );
  }
}

export class UnknownChange extends DomainError {
  readonly code = 'coverage.change.unknown';
  readonly kind = 'not-found';

  constructor(changeId: string) {
    super(
      `没有编号为 ${changeId} 的区划变更。There is no change ${changeId}. GET /v1/changes lists them.`,
      'changeId',
    );
  }
}
