import { canonicalJson, percentTruncated } from '@youlu/vocabulary';
import { PARAMETER_NAMES } from '../edition-form/parameters';
import type { FileWords } from './file-words';
import type { ReportSource } from './report-source';

/** What a report is about, line by line, for a person: a name and what is said under it. */
export function factsOf(
  { header, sha256, state }: ReportSource,
  words: FileWords,
): [string, string][] {
  const { say } = words;
  const { question, place, tally, code, position, registers } = header;
  const { observed, declared, denominator } = tally;
  const { rule } = header;
  const language = languageOf(words);
  const facts = Object.entries(position.facts).map(([name, count]) => {
    return `${words.facts[name] ?? name} ${count}`;
  });
  const standing = [`#${position.revision}`, ...facts, `audit ${position.audit.seq}`].join(', ');
  return [
    [say.place, `${place.name}（${place.code}）`],
    [say.indicator, `${indicatorName(header, words)}（${question.indicator}）`],
    [say.edition, question.edition],
    ...(rule ? [pair(say.definition, rule.definition[language])] : []),
    ...(rule ? [pair(say.ruleSource, rule.source[language])] : []),
    [say.denominatorName, question.denominator],
    ...(rule ? [pair(say.denominatorWords, rule.denominator[language])] : []),
    [say.parameters, canonicalJson(question.parameters)],
    ...(parametersText(header, words) === '' ? [] : [pair('', parametersText(header, words))]),
    [say.registerDate, question.registerDate],
    [say.asOf, question.asOf],
    [say.knownAt, question.knownAt],
    [say.numerator, String(observed)],
    [say.denominator, String(denominator)],
    [say.rate, `${percent(observed, denominator)}（${say.truncated}）`],
    [say.declaredRate, `${percent(declared, denominator)}（${declared} / ${denominator}）`],
    [say.by, header.by],
    [say.purpose, header.purpose],
    [say.frozenAt, header.frozenAt],
    [say.state, words.reportStates[state]],
    [say.registers, registers.map((r) => `${r.registerDate} ${r.name}`).join('；')],
    [say.position, standing],
    [say.program, `youlu ${code.version}${code.revision === null ? '' : ` ${code.revision}`}`],
    [say.reportId, header.reportId],
    [say.sha256, sha256],
    ...memberFacts(header, words),
  ];
}

const pair = (name: string, text: string): [string, string] => [name, text];

/** The parameters that a report's edition takes, in words. */
export function parametersText(
  { question }: ReportSource['header'],
  { parameters }: FileWords,
): string {
  const said = PARAMETER_NAMES.filter((name) => question.parameters[name] !== undefined);
  return said
    .map((name) => parameters[name].replace('{}', textOf(question.parameters[name])))
    .join('　');
}

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.join('、') : canonicalJson(value);

function memberFacts(header: ReportSource['header'], { say }: FileWords): [string, string][] {
  const lines = header.members.map(({ code, name, reportId, tally, ownTally }) => {
    const said = `${name}（${code}）${tally.observed} / ${tally.denominator}`;
    const other = ownTally && `${say.otherFigure} ${ownTally.observed} / ${ownTally.denominator}`;
    return `${said}，${other ?? say.sameFigure}，${reportId}`;
  });
  const named = (lines.length === 0 ? [say.none] : lines).map((line): [string, string] => [
    say.members,
    line,
  ]);
  const { membersMissing } = header;
  if (membersMissing.length === 0) return named;
  return [...named, [say.membersMissing, membersMissing.join('、')]];
}

export function indicatorName(
  { indicatorName: names }: ReportSource['header'],
  words: FileWords,
): string {
  return names[languageOf(words)];
}

const languageOf = (words: FileWords): 'zh' | 'en' => (words.columns.code === 'Code' ? 'en' : 'zh');

/** Truncated, with its sign; nothing of nothing is a dash. */
export function percent(numerator: number, denominator: number): string {
  return denominator === 0 ? '–' : `${percentTruncated(numerator, denominator)}%`;
}
