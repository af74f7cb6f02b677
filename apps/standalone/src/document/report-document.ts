import { INDICATORS } from '@youlu/vocabulary';
import type { ReportModel } from '../report/report-model';
import { causesSection } from './sections/causes-section';
import { indicatorSection, summarySection } from './sections/coverage-sections';
import type { ReportDocument, Section } from './document';
import { flowSection, matrixSection, projectSection } from './sections/movement-sections';
import { restatementSection } from './sections/restatement-section';
import {
  exceptionSection,
  modeSection,
  sourceSection,
  volumeSection,
} from './sections/operation-sections';
import type { DocumentInput } from './pictures';
import { Names } from './place-names';
import { type ReportWords, fill } from './words/words';

/** The figures as sections with titles and tables, before a terminal or a page writes them. */
export function reportDocument(
  model: ReportModel,
  words: ReportWords,
  input: DocumentInput,
): ReportDocument {
  const { say, lang } = words;
  const editions = [...new Set(Object.values(model.editions))].join(', ');
  const sections: Section[] = [
    summarySection(model, words, input),
    ...INDICATORS.map((indicator) => indicatorSection(model, words, input, indicator)),
    ...(model.modes.length > 0 ? [modeSection(model, words)] : []),
    causesSection(model, words, input),
    ...(model.restatements.length > 0 ? [restatementSection(model, words)] : []),
    projectSection(model, words, input),
    flowSection(model, words, input),
    ...(model.flowMatrix.length > 0 ? [matrixSection(model, words, input)] : []),
    volumeSection(model, words, input),
    exceptionSection(model, words),
    sourceSection(model, words),
  ];
  const { scope } = model.scenario;
  return {
    lang,
    title: `${words.title} ${new Names(model, words).place(scope)} ${scope}`,
    label: model.simulated ? words.simulated : '',
    lead: [
      fill(say.about, model.registerDate, model.from, model.asOf, editions),
      say.howRates,
      say.howPercent,
    ],
    sections,
    words: { contents: words.contents, scrollable: words.scrollable },
  };
}
