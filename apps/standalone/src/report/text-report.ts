import { reportDocument } from '../document/report-document';
import { textDocument } from '../document/text-document';
import { wordsOf } from '../document/words/words-of-language';
import { readPublished } from './report-data.file';
import type { ReportLanguage } from './report-language';
import type { ReportModel } from './report-model';

/** The report as a person at a terminal reads it. */
export function textReport(model: ReportModel, lang: ReportLanguage): string {
  const input = { published: readPublished(), page: undefined };
  return textDocument(reportDocument(model, wordsOf(lang), input));
}
