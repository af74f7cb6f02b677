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
const CODE_DIGITS = 12;
/** A code of twelve digits; one of a target goes on with its own id, at the cost of the names. */
const CODE_WIDTH = 66;
const CODE_WIDTH_MAX = 130;
const UNITS = (codeWidth: number): readonly Column[] => [
  { x: 0, width: codeWidth },
  { x: codeWidth + 4, width: 256 - codeWidth },
  { x: 264, width: 70 },
  { x: 338, width: 60 },
  { x: 402, width: BODY_WIDTH - 402 },
];

/** What stands together: a row, and under it what of it found no room. */
type Block = readonly (readonly string[])[];

interface Table {
  /** The height of each block, in rows. */
  readonly heights: readonly number[];
  readonly heads: readonly string[];
  readonly columns: readonly Column[];
  readonly blocks: AsyncIterable<Block>;
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
  const tables = [await placesTable(source, words), await unitsTable(source, words, pages)];
  const filled = tables.filter(({ heights }) => heights.length > 0);
  const rows = pages.rowsPerPage; // each page of a table names its columns again
  const of = sum([
    facts.length / rows,
    ...filled.map(({ heights }) => pagesFor(heights, rows - 1)),
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
    for await (const block of table.blocks) {
      if (pages.rowsLeft < block.length) {
        yield* pages.take();
        turn();
        pages.heads(heads, columns);
      }
      for (const row of block) pages.cells(row, columns);
    }
  }
  await pages.end();
  yield* pages.take();
}

/** Pages that blocks fill one after the other, each of them whole on one. */
function pagesFor(heights: readonly number[], rows: number): number {
  let [pages, left] = [0, 0];
  for (const height of heights) {
    if (left < height) [pages, left] = [pages + 1, rows];
    left -= height;
  }
  return pages;
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
  async function* blocks(): AsyncGenerator<Block> {
    for await (const row of placeRows(source)) {
      const [code, name, level] = row;
      if (!isShown(source, row) || (!isWhole && code.length > COUNTY_DIGITS)) continue;
      const counts = PLACE_COLUMNS_SHOWN.map((c) => countOf(source.header, row, c));
      yield [[code, name, levels[level] ?? level, ...counts.map(String), rate(source, row)]];
    }
  }
  const counts = PLACE_COLUMNS_SHOWN.map((column) => {
    return column === 'contradicted' ? words.contradictedShort : columns[column];
  });
  const heads = [columns.code, columns.name, columns.level, ...counts, columns.observedPercent];
  const heights = Array.from({ length: isWhole ? all : upper }, () => 1);
  return { heights, heads, columns: PLACES, blocks: blocks() };
}

/** A street has no village in it: half of all townships would be rows of zeros. */
const isShown = ({ header }: ReportSource, row: PlaceRow): boolean =>
  row[0].length <= COUNTY_DIGITS ||
  countOf(header, row, 'denominator') + countOf(header, row, 'excluded') > 0;

const rate = ({ header }: ReportSource, row: PlaceRow): string =>
  percent(countOf(header, row, 'observed'), countOf(header, row, 'denominator'));

/** The code is what a unit is known by, so it is never cut: it is given room, and then goes on below. */
async function unitsTable(source: ReportSource, words: FileWords, pages: PdfPages): Promise<Table> {
  const { columns, states, rules, say } = words;
  const codes: string[] = [];
  if (source.header.unitCount <= PDF_UNITS_MAX) {
    for await (const [code] of unitRows(source)) codes.push(code);
  }
  // A nation's villages have codes of twelve digits, and measuring them all would take seconds.
  const longer = codes.filter((code) => code.length > CODE_DIGITS);
  const widest = longer.reduce((width, code) => Math.max(width, pages.widthOf(code)), CODE_WIDTH);
  const codeWidth = Math.min(Math.ceil(widest), CODE_WIDTH_MAX);
  const piecesOf = (code: string): string[] =>
    code.length > CODE_DIGITS ? pages.wrapped(code, codeWidth) : [code];
  const textOf = ([, name, , state, rule, declared]: UnitRow): string[] => [
    name,
    states[state as keyof typeof states],
    declared === 1 ? say.yes : say.no,
    rules[rule] ?? rule,
  ];
  async function* blocks(): AsyncGenerator<Block> {
    for await (const row of unitRows(source)) {
      const [first = '', ...rest] = piecesOf(row[0]);
      yield [[first, ...textOf(row)], ...rest.map((more) => [more])];
    }
  }
  const heads = [columns.code, columns.name, columns.stateName, columns.declared, columns.rule];
  const heights = codes.map((code) => piecesOf(code).length);
  return { heights, heads, columns: UNITS(codeWidth), blocks: blocks() };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
