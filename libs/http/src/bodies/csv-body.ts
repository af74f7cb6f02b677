import { CsvError, parse } from 'csv-parse/sync';
import type { ZhEn } from '@youlu/vocabulary';
import { FORMULA_STARTS } from '../csv';

/** A line of a table that a person sent back, by column; a cell that is not there is empty. */
export interface CsvLine<Column extends string> {
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

export interface CsvFault {
  readonly line: number;
  readonly field: string;
  readonly code: string;
  readonly reason: ZhEn;
  readonly fix: ZhEn;
}

/** The longest cell that means anything holds some hundred codes. */
const CELL_CHARACTERS_MAX = 4_000;
/** What `csvAnswer` writes before a text that a spreadsheet would take for a formula. */
const GUARDED = new RegExp(`^'(?=[${FORMULA_STARTS}])`);

/**
 * Reads a table out of a request. Of a line that cannot be read only that line is refused; cells left
 * out at the end of a line are empty, as spreadsheet programs leave them out.
 *
 * @param columns those that the header must have; further ones of `Column` are empty without it
 */
export function readCsvBody<Column extends string>(
  csv: string,
  columns: { readonly needed: readonly Column[]; readonly others?: readonly Column[] },
): { lines: CsvLine<Column>[]; faults: CsvFault[] } {
  let records: { record: string[]; info: { lines: number } }[];
  try {
    records = parse(csv, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof records;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { lines: [], faults: [unreadable(error)] };
  }
  const [header, ...rest] = records;
  const found = headerFault(header?.record ?? [], columns.needed);
  if (!header || found) return { lines: [], faults: found ? [found] : [] };
  const known = [...columns.needed, ...(columns.others ?? [])];
  const places = known.map((column) => [column, header.record.indexOf(column)] as const);
  const lines: CsvLine<Column>[] = [];
  const faults: CsvFault[] = [];
  for (const { record, info } of rest) {
    const fault = lineFault(record, header.record, info.lines);
    if (fault) faults.push(fault);
    else lines.push({ line: info.lines, cells: cellsOf(record, places) });
  }
  return { lines, faults };
}

function cellsOf<Column extends string>(
  record: readonly string[],
  places: readonly (readonly [Column, number])[],
): Record<Column, string> {
  const cells = places.map(([column, at]) => [column, (record[at] ?? '').replace(GUARDED, '')]);
  return Object.fromEntries(cells) as Record<Column, string>;
}

function headerFault(header: readonly string[], needed: readonly string[]): CsvFault | undefined {
  for (const column of needed) {
    const times = header.filter((name) => name === column).length;
    if (times === 1) continue;
    const code = times === 0 ? 'column-missing' : 'column-repeated';
    const reason: ZhEn =
      times === 0
        ? `表头缺少“${column}”列。the header has no column "${column}"`
        : `表头中“${column}”列出现 ${times} 次。the header names "${column}" ${times} times`;
    const fix: ZhEn = `请将 ${needed.join(', ')} 各写一次。write ${needed.join(', ')} once each`;
    return { line: 1, field: 'csv', code, reason, fix };
  }
  return undefined;
}

function lineFault(
  record: readonly string[],
  header: readonly string[],
  line: number,
): CsvFault | undefined {
  if (record.length > header.length) {
    const reason: ZhEn = `该行有 ${record.length} 个字段，表头有 ${header.length} 个。the line has ${record.length} fields, the header ${header.length}`;
    const fix: ZhEn = '含逗号的文本请加引号。put texts that hold a comma in quotes';
    return { line, field: 'csv', code: 'wrong-number-of-fields', reason, fix };
  }
  const giant = record.findIndex((cell) => cell.length > CELL_CHARACTERS_MAX);
  if (giant < 0) return undefined;
  const reason: ZhEn = `该单元格有 ${record[giant]?.length} 个字符。the cell holds ${record[giant]?.length} characters`;
  const fix: ZhEn = `请最多填 ${CELL_CHARACTERS_MAX} 个字符；前面未闭合的引号会并入后面各行。write at most ${CELL_CHARACTERS_MAX}; an unclosed quote further up can swallow lines`;
  return { line, field: header[giant] ?? 'csv', code: 'cell-too-long', reason, fix };
}

function unreadable(error: CsvError): CsvFault {
  const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
  const fix: ZhEn =
    '请闭合每个引号，带引号的单元格内的引号须写两次。close every quote, and double a quote inside a quoted cell';
  const reason: ZhEn = `文件自此处起不是 CSV：${error.code}。the file is not CSV from here on: ${error.code}`;
  return { line, field: 'csv', code: 'unreadable', reason, fix };
}
