import { chineseReport } from './chinese-report';
import type { ReportLanguage } from './report-language';
import type { ReportModel } from './report-model';

/** The report as a person at a terminal reads it. */
export function textReport(model: ReportModel, _lang: ReportLanguage): string {
  return chineseReport(model);
}
