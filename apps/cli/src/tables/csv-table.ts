import { type CsvError, type Info, parse } from 'csv-parse/sync';
import type { DecodedText } from './text-encoding';
import { type LineFault, type Table, type TableRow, UnusableFile } from './table';

const DELIMITERS = [',', '\t', ';'] as const;
const UNFINISHED = 'CSV_QUOTE_NOT_CLOSED';

/**
 * Reads CSV after RFC 4180, also with tabs or semicolons. What stands before a broken place is kept,
 * and the place is told.
 * @throws UnusableFile when there is nothing in it
 */
export function csvTable({ text, isCut }: DecodedText): Table {
  if (text.trim() === '')
    throw new UnusableFile(
      '文件为空，请写上列标题和各行。The file is empty. Send a line of headings and the rows.',
    );
  const rows: TableRow[] = [];
  const faults: LineFault[] = [];
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      relax_column_count: true,
      relax_quotes: false,
      skip_empty_lines: true,
      on_record: (record: unknown) => {
        const { record: cells, info } = record as { record: string[]; info: Info };
        if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: info.lines, cells });
        return null;
      },
    });
  } catch (error) {
    faults.push(brokenOff(error as CsvError));
  }
  if (isCut) faults.push(cutInHalf(rows.pop()?.line ?? 1));
  return { sheet: undefined, rows, faults };
}

/** The one that parts the first line that holds any into most cells. */
function delimiterOf(text: string): string {
  const lines = text.slice(0, 10_000).split('\n', 10);
  const first =
    lines.find((line) => DELIMITERS.some((delimiter) => line.includes(delimiter))) ?? '';
  const count = (delimiter: string): number => first.split(delimiter).length;
  return DELIMITERS.reduce((best, other) => (count(other) > count(best) ? other : best), ',');
}

function brokenOff(error: CsvError): LineFault {
  const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
  const isUnfinished = error.code === UNFINISHED;
  return {
    line,
    field: 'file',
    code: isUnfinished ? 'file-cut' : 'unreadable',
    reason: isUnfinished
      ? '文件在带引号的单元格内结束：文件不完整，或引号未闭合。the file ends inside a quoted cell: it is cut off, or a quote is not closed'
      : '文件自此处起不是 CSV：引号出现在不该出现之处。the file is not CSV from here on: a quote stands where none may',
    fix: isUnfinished
      ? '请重新复制文件，或闭合引号；之前各行不受影响。copy the file again, or close the quote; the lines before are not affected'
      : '请将整个单元格加引号，其中的引号写两次。put the whole cell in quotes and double each quote inside it',
  };
}

function cutInHalf(line: number): LineFault {
  return {
    line,
    field: 'file',
    code: 'file-cut',
    reason:
      '文件在字符中间结束：文件不完整，此行也不完整。the file ends in the middle of a character: it is cut off, and this line with it',
    fix: '请重新复制文件。copy the file again',
  };
}
