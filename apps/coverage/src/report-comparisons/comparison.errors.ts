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

export class ReportsOfOtherPlaces extends DomainError {
  readonly code = 'coverage.report.other-place';
  readonly kind = 'invalid';

  constructor(from: string, to: string) {
    super(
      `两份报告的区域不同（${from}、${to}），${to} 也不是 ${from} 的沿革单位，无法比较。The reports are of ` +
        `different places, and ${to} does not continue ${from}: compare two of one place.`,
      'with',
    );
  }
}
