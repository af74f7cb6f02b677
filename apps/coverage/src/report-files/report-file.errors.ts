import { DomainError } from '@youlu/vocabulary';

export class UnknownReportFile extends DomainError {
  readonly code = 'coverage.report.file-unknown';
  readonly kind = 'not-found';

  constructor(files: readonly string[]) {
    super(`没有这种文件。A report has no such file. Ask for one of ${files.join(', ')}.`, 'file');
  }
}

export class ReportNeverInState extends DomainError {
  readonly code = 'coverage.report.file-state';
  readonly kind = 'conflict';

  constructor(reportId: string, state: string) {
    super(
      `报告 ${reportId} 从未处于 ${state} 状态。The report ${reportId} never was ${state}: leave state ` +
        'away, or ask for one that it is or was in.',
      'state',
    );
  }
}
