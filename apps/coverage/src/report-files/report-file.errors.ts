import { DomainError } from '@youlu/vocabulary';

export class UnknownReportFile extends DomainError {
  readonly code = 'coverage.report.file-unknown';
  readonly kind = 'not-found';

  constructor(files: readonly string[]) {
    super(`没有这种文件。A report has no such file. Ask for one of ${files.join(', ')}.`, 'file');
  }
}
