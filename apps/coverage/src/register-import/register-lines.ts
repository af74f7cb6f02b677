import type { RegisterFault } from '../register/register-row';

const COLUMNS = ['code', 'name', 'level', 'parent_code', 'kind'] as const;
type Column = (typeof COLUMNS)[number];
/** A list of codes and names alone: level, parent and kind follow from them. */
const SHORT: readonly Column[] = ['code', 'name'];

/** A line of the file as text, before any rule has looked at it. */
export interface RegisterLine {
  readonly line: number;
  readonly code: string;
  readonly name: string;
  /** Absent in a list of codes and names alone. */
  readonly stated?: { readonly level: string; readonly parentCode: string; readonly kind: string };
}

/** How the lines of a file are read, by its header: columns in any order, further ones ignored. */
export interface LineReader {
  read(fields: readonly string[], line: number): RegisterLine | RegisterFault;
}

export function isFault(read: RegisterLine | RegisterFault): read is RegisterFault {
  return 'reason' in read;
}

/** A reader for the lines under a header, or what is wrong with the header. */
export function readerFor(header: readonly string[]): LineReader | RegisterFault[] {
  const isShort = COLUMNS.every((column) => SHORT.includes(column) === header.includes(column));
  const wanted = isShort ? SHORT : COLUMNS;
  const faults = wanted.flatMap((column) => judgeColumn(column, header));
  if (faults.length > 0) return faults;
  const [code = 0, name = 0, level = 0, parent = 0, kind = 0] = COLUMNS.map((column) =>
    header.indexOf(column),
  );
  return {
    read(fields, line) {
      if (fields.length !== header.length) return wrongWidth(line, fields.length, header.length);
      const said = { line, code: fields[code] ?? '', name: fields[name] ?? '' };
      if (isShort) return said;
      const stated = {
        level: fields[level] ?? '',
        parentCode: fields[parent] ?? '',
        kind: fields[kind] ?? '',
      };
      return { ...said, stated };
    },
  };
}

function judgeColumn(column: Column, header: readonly string[]): RegisterFault[] {
  const times = header.filter((name) => name === column).length;
  if (times === 1) return [];
  return [
    {
      line: 1,
      field: column,
      code: times === 0 ? 'column-missing' : 'column-repeated',
      reason:
        times === 0
          ? `表头缺少“${column}”列。the header has no column "${column}"`
          : `表头中“${column}”列出现 ${times} 次。the header names "${column}" ${times} times`,
      fix: `表头请写成 ${COLUMNS.join(',')}，或只写 ${SHORT.join(',')}。write the header as ${COLUMNS.join(',')}, or as ${SHORT.join(',')} alone`,
    },
  ];
}

function wrongWidth(line: number, found: number, expected: number): RegisterFault {
  return {
    line,
    field: 'csv',
    code: 'wrong-number-of-fields',
    reason: `该行有 ${found} 个字段，表头有 ${expected} 个。the line has ${found} fields, the header ${expected}`,
    fix: '每行字段数须与表头一致；含逗号的名称请加引号。give every line as many fields as the header; put names that hold a comma in quotes',
  };
}

export function emptyFile(): RegisterFault {
  return {
    line: 1,
    field: 'csv',
    code: 'empty',
    reason: '文件中没有区划单元。the file holds no division',
    fix: `请发送表头 ${COLUMNS.join(',')}，并为每个区划单元写一行。send the header ${COLUMNS.join(',')} and one line for each division`,
  };
}
