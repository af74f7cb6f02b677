import { type CsvError, type Info, parse } from 'csv-parse/sync';
import { judgeRegister, type RegisterJudgement } from './register-judgement';
import type { FileRecord } from './register-lines';

/**
 * Reads a register file, CSV after RFC 4180 (a byte order mark, CRLF and blank lines are welcome),
 * and judges it.
 */
export function judgeRegisterFile(csv: string): RegisterJudgement {
  let records: FileRecord[];
  try {
    records = recordsOf(csv);
  } catch (error) {
    return { accepted: false, faults: [unreadable(error as CsvError)] };
  }
  return judgeRegister(records);
}

function recordsOf(csv: string): FileRecord[] {
  const parsed = parse(csv, {
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as { record: string[]; info: Info }[];
  return parsed.map(({ record, info }) => ({ line: info.lines, fields: record }));
}

function unreadable(error: CsvError) {
  return {
    line: typeof error['lines'] === 'number' ? error['lines'] : 1,
    field: 'csv',
    code: 'unreadable',
    reason: `the file is not CSV from here on: ${error.message}`,
    fix: 'close every quote, and double a quote inside a quoted field',
  };
}
