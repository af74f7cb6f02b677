import { DomainError } from '@youlu/vocabulary';

export class ReportsNotComparable extends DomainError {
  readonly code = 'coverage.report.not-comparable';
  readonly kind = 'invalid';

  constructor(indicators: string) {
    super(
      `两份报告的指标不同（${indicators}），无法比较。The reports are of different indicators: ` +
        'compare two of one.',
      'with',
    );
  }
}
