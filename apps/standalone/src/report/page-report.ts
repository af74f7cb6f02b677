import { pagePictures } from '../charts/page-pictures';
import { htmlDocument } from '../document/html-document';
import { reportDocument } from '../document/report-document';
import { wordsOf } from '../document/words/words-of-language';
import { readMapShapes, readPlanted, readPublished } from './report-data.file';
import type { ReportLanguage } from './report-language';
import type { ReportModel } from './report-model';

/** The report as a page of its own: the tables of the terminal, the full lists, and charts. */
export function pageReport(model: ReportModel, lang: ReportLanguage, outDir: string): string {
  const words = wordsOf(lang);
  const page = {
    pictures: pagePictures(model, words, readMapShapes()),
    planted: readPlanted(outDir),
  };
  return htmlDocument(reportDocument(model, words, { published: readPublished(), page }));
}
