import { INDICATORS, type Indicator } from '@youlu/vocabulary';
import {
  DENOMINATORS,
  type DenominatorName,
  type RateRow,
  type ReportModel,
} from '../../report/report-model';
import type { Block, ChartBlock, Column, Section, TableBlock } from '../document';
import { percentOf, rateOf } from '../percent';
import type { DocumentInput, PageExtras, PublishedFigures } from '../pictures';
import { Names } from '../place-names';
import { type ReportWords, fill } from '../words/words';

const NAME_WIDTH = 22;
const [MAIN] = DENOMINATORS;

/** The scope's own figures under each denominator, and what was published about the region. */
export function summarySection(
  model: ReportModel,
  words: ReportWords,
  input: DocumentInput,
): Section {
  const { columns: c } = words;
  const { scope } = model.scenario;
  const published = scope === '65' ? input.published : undefined;
  const rows = INDICATORS.flatMap((indicator) =>
    DENOMINATORS.flatMap((name) =>
      ratesOf(model, indicator).filter((row) => row.code === scope && row.denominatorName === name),
    ).map((row) => [
      words.indicators[indicator],
      row.denominatorName,
      ...(published ? [publishedFor(published, row)] : []),
      rateOf(row.declared, row.denominator),
      rateOf(row.observed, row.denominator),
      percentOf(row.measured.numerator, row.measured.denominator),
    ]),
  );
  const columns: Column[] = [
    { title: c.indicator },
    { title: c.denominator },
    ...(published ? [{ title: c.published, align: 'right' as const }] : []),
    { title: c.declared, align: 'right' },
    { title: c.observed, align: 'right' },
    { title: c.measured, align: 'right' },
  ];
  const blocks: Block[] = [
    { kind: 'table', id: 'summary', where: 'both', caption: '', columns, rows },
  ];
  if (published) blocks.push({ kind: 'lines', where: 'both', lines: [words.say.publishedNote] });
  return { id: 'summary', title: words.sections.summary, blocks };
}

/** What was published names no denominator, so it stands once, beside the usual one. */
function publishedFor({ indicators }: PublishedFigures, row: RateRow): string {
  return row.denominatorName === MAIN ? (indicators[row.indicator] ?? '') : '';
}

/** One indicator by place: declared beside observed, and how much of the declared was measured. */
export function indicatorSection(
  model: ReportModel,
  words: ReportWords,
  input: DocumentInput,
  indicator: Indicator,
): Section {
  const { say } = words;
  const names = new Names(model, words);
  const rates = ratesOf(model, indicator).filter((row) => isWorthARow(model, row));
  const shown = rates.filter((row) => isShown(model, row));
  const main = shown.filter((row) => row.denominatorName === MAIN);
  const blocks: Block[] = [rateTable(words, names, main, MAIN)];
  for (const denominator of DENOMINATORS.slice(1)) {
    const differing = shown.filter(
      (row) => row.denominatorName === denominator && differs(row, main),
    );
    blocks.push(
      differing.length > 0
        ? rateTable(words, names, differing, denominator)
        : { kind: 'lines', where: 'both', lines: [fill(say.denominatorSame, denominator)] },
    );
  }
  const { scope } = model.scenario;
  if (scope.length === 2) {
    blocks.push({ kind: 'lines', where: 'terminal', lines: [fill(say.countiesElsewhere, scope)] });
  }
  if (input.page) blocks.push(...pageBlocks(model, words, input.page, indicator));
  return { id: indicator, title: words.indicators[indicator], blocks };
}

const ratesOf = (model: ReportModel, indicator: Indicator): RateRow[] =>
  model.rates.filter((row) => row.indicator === indicator);

const differs = (row: RateRow, main: RateRow[]): boolean =>
  main.some(({ code, denominator }) => code === row.code && denominator !== row.denominator);

/** A region shows its prefectures, a prefecture its counties, a county its townships. */
function isShown(model: ReportModel, { code }: RateRow): boolean {
  const { scope } = model.scenario;
  const next = scope.length === 2 ? 4 : scope.length === 4 ? 6 : 9;
  return code === scope || code.length === next;
}

/** Empty places are left out, unless a denominator empties them. */
function isWorthARow(model: ReportModel, row: RateRow): boolean {
  if (row.code === model.scenario.scope || row.denominator > 0 || row.excluded > 0) return true;
  return row.code.length === 4 || row.denominatorName !== MAIN;
}

function rateTable(
  words: ReportWords,
  names: Names,
  rows: RateRow[],
  denominator: DenominatorName,
  id = 'rates',
): TableBlock {
  const { columns: c, say } = words;
  const right = 'right' as const;
  const title = denominator === MAIN ? say.denominatorOnly : say.denominatorDiffers;
  return {
    kind: 'table',
    id: `${id}-${rows[0]?.indicator ?? ''}-${denominator}`,
    where: 'both',
    caption: fill(title, denominator, words.denominators[denominator]),
    columns: [
      { title: c.code },
      { title: c.unit, widthMax: NAME_WIDTH },
      { title: c.declared, align: right },
      { title: c.observed, align: right },
      { title: c.measured, align: right },
      { title: c.contradicted, align: right },
      { title: c.declaredOnly, align: right, pageOnly: true },
      { title: c.notServed, align: right },
      { title: c.unknown, align: right },
      { title: c.excluded, align: right, pageOnly: true },
    ],
    rows: rows.map((row) => [
      row.code,
      names.place(row.code),
      rateOf(row.declared, row.denominator),
      rateOf(row.observed, row.denominator),
      percentOf(row.measured.numerator, row.measured.denominator),
      String(row.contradicted),
      String(row.declaredOnly),
      String(row.notServed),
      String(row.unknown),
      String(row.excluded),
    ]),
  };
}

/** Charts of what the table shows; below a region also its counties, folded. */
function pageBlocks(
  model: ReportModel,
  words: ReportWords,
  page: PageExtras,
  indicator: Indicator,
): Block[] {
  const names = new Names(model, words);
  const rates = ratesOf(model, indicator).filter(
    (row) => row.denominatorName === MAIN && row.denominator > 0,
  );
  const shown = rates.filter((row) => isShown(model, row) && row.code !== model.scenario.scope);
  const counties = rates.filter((row) => row.level === 'county');
  const blocks: Block[] = [];
  if (shown.length > 0) {
    blocks.push(chart(words, `chart-rates-${indicator}`, 'chartRates', page.pictures.rates(shown)));
  }
  const map = page.pictures.map(countiesOf(model, indicator));
  if (map) blocks.push(...mapBlocks(words, names, indicator, map));
  const finer = model.scenario.scope.length === 2 ? counties : shown;
  if (finer.length === 0) return blocks;
  const states = page.pictures.states(finer);
  const stacked = chart(words, `chart-states-${indicator}`, 'chartStates', states);
  if (model.scenario.scope.length !== 2) return [...blocks, stacked];
  const summary = fill(words.say.countyTable, counties.length);
  const table = rateTable(words, names, counties, MAIN, 'counties');
  return [...blocks, { kind: 'fold', summary, blocks: [stacked, table] }];
}

/** All of them: a map shows also which have no units. */
const countiesOf = (model: ReportModel, indicator: Indicator): RateRow[] =>
  ratesOf(model, indicator).filter((row) => row.denominatorName === MAIN && row.level === 'county');

function mapBlocks(
  words: ReportWords,
  names: Names,
  indicator: Indicator,
  map: { svg: string; missing: RateRow[] },
): Block[] {
  const { say } = words;
  const picture: ChartBlock = {
    kind: 'chart',
    id: `map-${indicator}`,
    title: `${say.chartMap} · ${say.mapLabel}`,
    description: say.chartTable,
    svg: map.svg,
  };
  if (map.missing.length === 0) return [picture];
  const list = map.missing.map(({ code }) => names.placeWithCode(code)).join(', ');
  return [picture, { kind: 'lines', where: 'page', lines: [fill(say.mapMissing, list)] }];
}

export function chart(
  words: ReportWords,
  id: string,
  title: 'chartRates' | 'chartStates' | 'chartProjects' | 'chartFlows' | 'chartVolumes',
  svg: string,
): ChartBlock {
  return { kind: 'chart', id, title: words.say[title], description: words.say.chartTable, svg };
}
