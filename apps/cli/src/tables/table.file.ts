import { readFileSync, statSync } from 'node:fs';
import { csvTable } from './csv-table';
import { decodeText, type Encoding } from './text-encoding';
import { type Table, UnusableFile, withoutGiants } from './table';
import { xlsxTables } from './xlsx-table';

const FILE_BYTES_MAX = 64 * 1024 * 1024;
const ZIP = Buffer.from('PK\u0003\u0004');
/** Workbooks before 2007, and all that is encrypted. */
const OLD_OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

export interface ReadFile {
  readonly tables: readonly Table[];
  readonly format: Encoding | 'xlsx';
}

/** The tables of a file: what it is, is told by its content, not by its name. @throws UnusableFile */
export async function readTableFile(file: string, encoding?: Encoding): Promise<ReadFile> {
  const bytes = bytesOf(file);
  if (bytes.subarray(0, 4).equals(OLD_OFFICE)) {
    throw new UnusableFile(
      '.xls 或加密的工作簿无法读取，请另存为 .xlsx 或 CSV。An .xls or a locked workbook cannot be read. Save it as .xlsx or CSV.',
    );
  }
  if (bytes.subarray(0, 4).equals(ZIP)) {
    const tables = await xlsxTables(bytes);
    return { tables: tables.map(withoutGiants), format: 'xlsx' };
  }
  const decoded = decodeText(bytes, encoding);
  return { tables: [withoutGiants(csvTable(decoded))], format: decoded.encoding };
}

function bytesOf(file: string): Buffer {
  let bytes: number;
  try {
    bytes = statSync(file).size;
    if (bytes <= FILE_BYTES_MAX) return readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new UnusableFile(
      `文件 ${file} 无法读取（${code}），请指定 CSV 或 XLSX 文件。${file} cannot be read (${code}). Name a CSV or XLSX file.`,
    );
  }
  throw new UnusableFile(
    `文件 ${file} 有 ${Math.round(bytes / 1024 / 1024)} MB，最多可读 64 MB，请拆分。${file} has ${Math.round(bytes / 1024 / 1024)} MB, at most 64 are read. Split it.`,
  );
}
