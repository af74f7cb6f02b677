import readExcelFile from 'read-excel-file/node';
import { type Table, type TableRow, UnusableFile } from './table';
import { harmlessZip } from './zip-guard';

/** Numbers come as the file writes them: a code of 12 digits must not pass through a calculation. */
const OPTIONS = { trim: false, parseNumber: (text: string): string => text };

const MINUTE_MS = 60_000;

/** The sheets of a workbook that hold anything. @throws UnusableFile */
export async function xlsxTables(bytes: Buffer): Promise<Table[]> {
  const harmless = Buffer.from(harmlessZip(bytes));
  let sheets: { sheet: string; data: readonly (readonly unknown[])[] }[];
  try {
    sheets = (await readExcelFile(harmless, OPTIONS)) as unknown as typeof sheets;
  } catch {
    throw new UnusableFile(
      '文件不是可读的工作簿，请将工作表另存为 CSV。The file is no workbook that can be read. Save the sheet as CSV.',
    );
  }
  const tables = sheets.map(({ sheet, data }): Table => {
    const rows = data.map((cells, i): TableRow => ({ line: i + 1, cells: cells.map(textOf) }));
    return {
      sheet,
      rows: rows.filter(({ cells }) => cells.some((c) => c.trim() !== '')),
      faults: [],
    };
  });
  const filled = tables.filter(({ rows }) => rows.length > 0);
  if (filled.length === 0)
    throw new UnusableFile(
      '工作簿为空：各工作表均无数据行。The workbook is empty: no sheet holds a row.',
    );
  return filled;
}

/** A cell as a person would write it into CSV. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return dateText(cell);
  if (typeof cell === 'boolean') return cell ? 'true' : 'false';
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
  return /^\d(\.\d+)?E\+?\d+$/i.test(text) ? plainDigits(text) : text;
}

/** A time of day is kept as a fraction of a day after the turn of 1899: never quite a whole minute. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return '';
  if (date.getUTCFullYear() >= 1901) return date.toISOString().slice(0, 10);
  return new Date(Math.round(date.getTime() / MINUTE_MS) * MINUTE_MS).toISOString().slice(11, 16);
}

/** The file keeps every digit of a large number, only written with an exponent. */
function plainDigits(text: string): string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? String(value) : text;
}
