import { CsvError, parse } from 'csv-parse/sync';
import type { XpccFault, XpccLine } from './xpcc-unit';

const COLUMNS = ['code', 'name', 'level', 'parent_code', 'division_codes'] as const;
type Record = { [column in (typeof COLUMNS)[number]]?: string };

/** Reads the lines of a file of XPCC units, or says where that cannot be done. */
export function readXpccFile(csv: string): { lines: XpccLine[]; faults: XpccFault[] } {
  const fault = (line: number, code: string, reason: string) => {
    const fix = `send the header ${COLUMNS.join(',')} and one line for each unit`;
    return { lines: [], faults: [{ line, field: 'csv', code, reason, fix }] };
  };
  let records: { record: Record; info: { lines: number } }[];
  try {
    records = parse(csv, {
      bom: true,
      columns: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
    return fault(line, 'unreadable', `the file is not CSV from here on: ${error.message}`);
  }
  const [first] = records;
  if (!first) return fault(1, 'empty', 'the file holds no unit');
  const missing = COLUMNS.find((column) => first.record[column] === undefined);
  if (missing) return fault(1, 'column-missing', `the header has no column "${missing}"`);
  const lines = records.map(({ record, info }) => ({
    line: info.lines,
    code: record.code ?? '',
    name: record.name ?? '',
    level: record.level ?? '',
    parentCode: record.parent_code ?? '',
    divisionCodes: record.division_codes ?? '',
  }));
  return { lines, faults: [] };
}
