import type { ReportLanguage } from '../../report/report-language';
import { CHINESE } from './chinese-words';
import { ENGLISH } from './english-words';
import type { ReportWords } from './words';

export function wordsOf(lang: ReportLanguage): ReportWords {
  return lang === 'en' ? ENGLISH : CHINESE;
}
