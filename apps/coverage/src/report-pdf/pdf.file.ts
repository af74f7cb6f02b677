import { parseInstant } from '@youlu/vocabulary';
import type { PlaceRow } from '../frozen-reports/frozen-place';
import type { UnitRow } from '../frozen-reports/frozen-unit';
import type { FileWords } from '../report-files/file-words';
import { BODY_WIDTH, type Column, PdfPages } from './pdf-pages.file';
import { factsOf, indicatorName, parametersText, percent } from '../report-files/report-facts';
import { countOf, placeRows, type ReportSource, unitRows } from '../report-files/report-source';

/** A province has 8,900 villages on 165 pages; longer lists are for programs, and have other files. */
const PDF_UNITS_MAX = 20_000;
/** Beyond that, townships are left to the other files. */
const PDF_PLACES_MAX = 5_000;
const COUNTY_DIGITS = 6;

const FACT_COLUMNS: readonly Column[] = [
  { x: 0, width: 110 },
  { x: 118, width: BODY_WIDTH - 118 },
];
const NUMBER = (i: number): Column => ({ x: 240 + i * 40, width: 38, align: 'right' });
const PLACE_COLUMNS_SHOWN = [
  'denominator',
  'declared',
  'observed',
  'contradicted',
  'declaredOnly',
  'notServed',
] as const;
const PLACES: readonly Column[] = [
  { x: 0, width: 62 },
  { x: 66, width: 130 },
  { x: 198, width: 44 },
  ...PLACE_COLUMNS_SHOWN.map((_, i) => NUMBER(i)),
  { x: 480, width: BODY_WIDTH - 480, align: 'right' },
];
const UNITS: readonly Column[] = [
  { x: 0, width: 66 },
  { x: 70, width: 190 },
  { x: 264, width: 70 },
  { x: 338, width: 60 },
  { x: 402, width: BODY_WIDTH - 402 },
];

interface Table {
  readonly count: number;
  readonly heads: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: AsyncIterable<readonly string[]>;
}

/**
 * The report for reading and printing: what it is about, all places, and the units as far as a person
 * reads them; on each page numerator, denominator, rule, days and hash. Pages are let go as they are
 * filled.
 */
export async function* pdfFile(
  source: ReportSource,
  words: FileWords,
  fontFile: string,
): AsyncGenerator<Buffer> {
  const pages = new PdfPages(fontFile, infoOf(source, words), textsOf(source, words));
  const facts = factLines(source, words, pages);
  const tables = [await placesTable(source, words), unitsTable(source, words)];
  const filled = tables.filter(({ count }) => count > 0);
  const rows = pages.rowsPerPage; // each page of a table names its columns again
  const of = sum([
    facts.length / rows,
    ...filled.map(({ count }) => Math.ceil(count / (rows - 1))),
  ]);
  let n = 0;
  const turn = (): void => {
    pages.begin();
    n++;
    pages.number(words.say.page.replace('{n}', String(n)).replace('{of}', String(of)));
  };
  for (const [i, line] of facts.entries()) {
    if (i % rows === 0) turn();
    if (line.length === 1) pages.title(line[0] ?? '');
    else if (line.length === 2) pages.cells(line, FACT_COLUMNS);
  }
  yield* pages.take();
  for (const table of filled) {
    const { heads, columns } = table;
    turn();
    pages.heads(heads, columns);
    for await (const row of table.rows) {
      if (pages.isFull) {
        yield* pages.take();
        turn();
        pages.heads(heads, columns);
      }
      pages.cells(row, columns);
    }
  }
  await pages.end();
  yield* pages.take();
}

function infoOf({ header, sha256, state }: ReportSource, words: FileWords) {
  return {
    title: `${words.title} ${header.place.name} ${header.question.asOf}`,
    // Plain ASCII, so that a program finds it without reading the pages.
    keywords: `youlu-report ${header.reportId} sha256 ${sha256} state ${state} lang ${langOf(words)}`,
    madeAt: new Date(parseInstant(header.frozenAt) ?? 0),
  };
}

const langOf = (words: FileWords): string => (words.columns.code === 'Code' ? 'en' : 'zh-CN');

function textsOf({ header, sha256, state }: ReportSource, words: FileWords) {
  const { say } = words;
  const { question, tally } = header;
  const { observed, denominator, declared } = tally;
  const left = `${header.place.name}　${indicatorName(header, words)}`;
  const parameters = parametersText(header, words);
  return {
    header: [left, `${words.title}（${words.reportStates[state]}）`] as const,
    footer: [
      `${say.numerator} ${observed}　${say.denominator} ${denominator}　${say.rate} ` +
        `${percent(observed, denominator)}（${say.truncated}）　` +
        `${say.declaredRate} ${percent(declared, denominator)}`,
      ...(header.simulated ? [words.simulated] : []),
      `${say.edition} ${question.edition}　${say.denominatorName} ${question.denominator}　` +
        `${say.registerDate} ${question.registerDate}　${say.asOf} ${question.asOf}　` +
        `${say.knownAt} ${question.knownAt}`,
      ...(parameters === '' ? [] : [`${say.parameters} ${parameters}`]),
      `${say.reportId} ${header.reportId}　${say.sha256} ${sha256}`,
    ],
  };
}

/** Rows of the first pages: a title is one cell, an empty row none. */
function factLines(source: ReportSource, words: FileWords, pages: PdfPages): string[][] {
  const lines: string[][] = [[words.title], []];
  const width = FACT_COLUMNS[1]?.width ?? 0;
  const notes = [words.say.emptyLeftOut, words.say.hashOf].map((note) => ['', note]);
  const about = [...factsOf(source, words), ...notes];
  if (source.header.unitCount > PDF_UNITS_MAX) {
    about.push(['', words.say.unitsElsewhere.replace('{max}', String(PDF_UNITS_MAX))]);
  }
  for (const [name = '', text = ''] of about) {
    for (const [i, piece] of pages.wrapped(text, width).entries()) {
      lines.push([i === 0 ? name : '', piece]);
    }
  }
  const rows = pages.rowsPerPage;
  const short = (rows - (lines.length % rows)) % rows;
  return [...lines, ...Array.from({ length: short }, () => [])];
}

async function placesTable(source: ReportSource, words: FileWords): Promise<Table> {
  let [all, upper] = [0, 0];
  for await (const row of placeRows(source)) {
    if (!isShown(source, row)) continue;
    all++;
    if (row[0].length <= COUNTY_DIGITS) upper++;
  }
  const isWhole = all <= PDF_PLACES_MAX;
  const { columns, levels } = words;
  async function* rows(): AsyncGenerator<string[]> {
    for await (const row of placeRows(source)) {
      const [code, name, level] = row;
      if (!isShown(source, row) || (!isWhole && code.length > COUNTY_DIGITS)) continue;
      const counts = PLACE_COLUMNS_SHOWN.map((c) => countOf(source.header, row, c));
      yield [code, name, levels[level] ?? level, ...counts.map(String), rate(source, row)];
    }
  }
  const counts = PLACE_COLUMNS_SHOWN.map((column) => {
    return column === 'contradicted' ? words.contradictedShort : columns[column];
  });
  const heads = [columns.code, columns.name, columns.level, ...counts, columns.observedPercent];
  return { count: isWhole ? all : upper, heads, columns: PLACES, rows: rows() };
}

/** A street has no village in it: half of all townships would be rows of zeros. */
const isShown = ({ header }: ReportSource, row: PlaceRow): boolean =>
  row[0].length <= COUNTY_DIGITS ||
  countOf(header, row, 'denominator') + countOf(header, row, 'excluded') > 0;

const rate = ({ header }: ReportSource, row: PlaceRow): string =>
  percent(countOf(header, row, 'observed'), countOf(header, row, 'denominator'));

function unitsTable(source: ReportSource, words: FileWords): Table {
  const { columns, states, rules, say } = words;
  const { unitCount } = source.header;
  const textOf = ([code, name, , state, rule, declared]: UnitRow): string[] => [
    code,
    name,
    states[state as keyof typeof states],
    declared === 1 ? say.yes : say.no,
    rules[rule] ?? rule,
  ];
  async function* rows(): AsyncGenerator<string[]> {
    for await (const row of unitRows(source)) yield textOf(row);
  }
  const heads = [columns.code, columns.name, columns.stateName, columns.declared, columns.rule];
  const count = unitCount > PDF_UNITS_MAX ? 0 : unitCount;
  return { count, heads, columns: UNITS, rows: rows() };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
