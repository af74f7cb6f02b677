import type { RestatedDifference, RestatementRow, ReportModel } from '../../report/report-model';
import type { Block, Column, Section, TableBlock } from '../document';
import { rateOf } from '../percent';
import { type ReportWords, fill } from '../words/words';

const SHOWN_MAX = 2_000;
type Explained = Pick<RestatedDifference, 'explainedBy' | 'kinds'>;

/** The figures on a later register than their own, and by which changes each difference came. */
export function restatementSection({ restatements }: ReportModel, words: ReportWords): Section {
  const { say, sections } = words;
  const [first] = restatements;
  const dates = first ? [first.own.registerDate, first.restated.registerDate] : [];
  const blocks: Block[] = [
    { kind: 'lines', where: 'both', lines: [fill(say.restatedAbout, ...dates)] },
    figureTable(restatements, words),
    ...restatements.map((row) => changeTable(row, words)),
    ...restatements.flatMap((row) => listOf(row, words)),
  ];
  return { id: 'restated', title: sections.restated, blocks };
}

function figureTable(restatements: readonly RestatementRow[], words: ReportWords): TableBlock {
  const { columns: c } = words;
  const rows = restatements.flatMap(({ indicator, own, restated }) =>
    [own, restated].map((figure) => [
      words.indicators[indicator],
      figure.registerDate,
      rateOf(figure.declared, figure.denominator),
      rateOf(figure.observed, figure.denominator),
    ]),
  );
  const columns: Column[] = [
    { title: c.indicator },
    { title: c.register },
    { title: c.declared, align: 'right' },
    { title: c.observed, align: 'right' },
  ];
  return { kind: 'table', id: 'restated', where: 'both', caption: '', columns, rows };
}

/** What lies between the two figures, summed by the changes that explain it. */
function changeTable(row: RestatementRow, words: ReportWords): TableBlock {
  const { columns: c, say } = words;
  const { unchanged, byKind } = row.carried;
  const recoded = Object.values(byKind).reduce((sum, count) => sum + count, 0);
  const signed = (count: number): string => (count > 0 ? `+${count}` : String(count));
  return {
    kind: 'table',
    id: `restated-${row.indicator}`,
    where: 'both',
    caption: fill(say.restatedCarried, words.indicators[row.indicator], unchanged, recoded),
    columns: [
      { title: c.change },
      { title: c.differences, align: 'right' },
      { title: c.denominator, align: 'right' },
      { title: c.declared, align: 'right' },
      { title: c.observed, align: 'right' },
    ],
    rows: row.summary.map(({ differences, effect, ...explained }) => [
      wordsFor(explained, words),
      String(differences),
      signed(effect.denominator),
      signed(effect.declared),
      signed(effect.observed),
    ]),
  };
}

function listOf(row: RestatementRow, words: ReportWords): Block[] {
  if (row.differences.length === 0) return [];
  const { columns: c, say } = words;
  const rows = row.differences
    .slice(0, SHOWN_MAX)
    .map((difference) => [
      unitsOf(difference.before, difference.uncountedBefore, words),
      unitsOf(difference.after, difference.uncountedAfter, words),
      wordsFor(difference, words),
    ]);
  const summary = fill(say.restatedList, words.indicators[row.indicator], row.differences.length);
  const columns = [{ title: c.ownUnits }, { title: c.restatedUnits }, { title: c.change }];
  const id = `restated-units-${row.indicator}`;
  const table: TableBlock = { kind: 'table', id, where: 'page', caption: '', columns, rows };
  return [{ kind: 'fold', summary, blocks: [table] }];
}

function unitsOf(
  units: RestatedDifference['before'],
  uncounted: readonly string[],
  words: ReportWords,
): string {
  const counted = units.map(({ code, name, state }) => `${code} ${name} (${words.states[state]})`);
  const others = uncounted.map((code) => `${code} (${words.say.notCounted})`);
  return [...counted, ...others].join('; ') || '—';
}

function wordsFor({ explainedBy, kinds }: Explained, words: ReportWords): string {
  if (explainedBy === 'none') return words.say.unexplained;
  const named = kinds.map((kind) => words.changes[kind] ?? kind).join(' + ');
  return explainedBy === 'changes' ? named : fill(words.say.waiting, named);
}
