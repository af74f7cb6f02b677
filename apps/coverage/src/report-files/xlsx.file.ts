import { parseInstant } from '@youlu/vocabulary';
import { PLACE_COLUMNS } from '../frozen-reports/frozen-place';
import { UNIT_COLUMNS } from '../frozen-reports/frozen-unit';
import type { FileWords } from './file-words';
import { factsOf, percent } from './report-facts';
import { countOf, placeRows, type ReportSource, unitRows } from './report-source';
import { type Sheet, workbook } from './workbook.file';

/** A sheet of what the report is, one of all places, one of all units. */
export function xlsxFile(source: ReportSource, words: FileWords): AsyncGenerator<Uint8Array> {
  const { sheets } = words;
  const book: Sheet[] = [
    { name: sheets.about, widths: [24, 90], rows: about(source, words) },
    { name: sheets.places, widths: [14, 24, 10], rows: places(source, words) },
    { name: sheets.units, widths: [14, 30, 16, 14, 30, 10, 8, 14], rows: units(source, words) },
  ];
  return workbook(book, new Date(parseInstant(source.header.frozenAt) ?? 0));
}

function* about(source: ReportSource, words: FileWords): Generator<string[]> {
  yield [words.title];
  if (source.header.simulated) yield [words.simulated];
  yield* factsOf(source, words);
  yield ['', words.say.hashOf];
}

async function* places(
  source: ReportSource,
  { columns, levels }: FileWords,
): AsyncGenerator<(string | number)[]> {
  yield [...PLACE_COLUMNS.map((column) => columns[column]), columns.observedPercent];
  for await (const row of placeRows(source)) {
    const [code, name, level, ...counts] = row;
    const observed = countOf(source.header, row, 'observed');
    const rate = percent(observed, countOf(source.header, row, 'denominator'));
    yield [code, name, levels[level] ?? level, ...counts, rate];
  }
}

async function* units(
  source: ReportSource,
  { columns, states, say }: FileWords,
): AsyncGenerator<string[]> {
  yield [...UNIT_COLUMNS.map((column) => columns[column]), columns.stateName];
  for await (const [code, name, kind, state, rule, declared, simulated] of unitRows(source)) {
    const yesNo = [declared, simulated].map((flag) => (flag === 1 ? say.yes : say.no));
    yield [code, name, kind, state, rule, ...yesNo, states[state as keyof typeof states]];
  }
}
