import type { RegisterFault } from './register-row';

const REGISTER_COLUMNS = ['code', 'name', 'level', 'parent_code', 'kind'] as const;
type Column = (typeof REGISTER_COLUMNS)[number];

/** A line of the file as text, before any rule has looked at it. */
export type RegisterLine = { readonly line: number } & Readonly<Record<Column, string>>;

type Read = { lines: RegisterLine[]; faults: RegisterFault[] };

/** One record of the file: its fields, and the line it ends on. */
export interface FileRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/**
 * Reads the records of a register file by its header (columns in any order, further columns
 * ignored), or says where that cannot be done.
 */
export function readRegisterRecords(records: readonly FileRecord[]): Read {
  const [header, ...body] = records;
  if (!header) return { lines: [], faults: [emptyFile()] };
  const faults = judgeHeader(header.fields);
  if (faults.length > 0) return { lines: [], faults };
  const at = REGISTER_COLUMNS.map((column) => header.fields.indexOf(column));
  const lines: RegisterLine[] = [];
  for (const { fields, line } of body) {
    if (fields.length !== header.fields.length) {
      faults.push(wrongWidth(line, fields.length, header.fields.length));
      continue;
    }
    const values = REGISTER_COLUMNS.map((column, i) => [column, fields[at[i] ?? -1] ?? '']);
    lines.push({ line, ...(Object.fromEntries(values) as Record<Column, string>) });
  }
  if (lines.length === 0 && faults.length === 0) faults.push(emptyFile());
  return { lines, faults };
}

function judgeHeader(names: readonly string[]): RegisterFault[] {
  return REGISTER_COLUMNS.flatMap((column): RegisterFault[] => {
    const times = names.filter((name) => name === column).length;
    if (times === 1) return [];
    return [
      {
        line: 1,
        field: column,
        code: times === 0 ? 'column-missing' : 'column-repeated',
        reason:
          times === 0
            ? `the header has no column "${column}"`
            : `the header names "${column}" ${times} times`,
        fix: `write the header as ${REGISTER_COLUMNS.join(',')}`,
      },
    ];
  });
}

function wrongWidth(line: number, found: number, expected: number): RegisterFault {
  return {
    line,
    field: 'csv',
    code: 'wrong-number-of-fields',
    reason: `the line has ${found} fields, the header ${expected}`,
    fix: 'give every line as many fields as the header; put names that hold a comma in quotes',
  };
}

function emptyFile(): RegisterFault {
  return {
    line: 1,
    field: 'csv',
    code: 'empty',
    reason: 'the file holds no division',
    fix: `send the header ${REGISTER_COLUMNS.join(',')} and one line for each division`,
  };
}
