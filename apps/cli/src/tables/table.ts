import type { ZhEn } from '@youlu/vocabulary';

/** One line of a table as text, before any rule has looked at it. */
export interface TableRow {
  /** Where a person finds it: the line of the CSV file, or the row of the sheet; 1 is the first. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A table as a file gives it: what stands above the headings has not been told apart yet. */
export interface Table {
  /** The name of the sheet; undefined for a CSV file, which is one table. */
  readonly sheet: string | undefined;
  readonly rows: readonly TableRow[];
  /** Lines that could not be read; what stands before them could. */
  readonly faults: readonly LineFault[];
}

/** What is wrong with one line, and what to do. */
export interface LineFault {
  readonly sheet?: string;
  readonly line: number;
  readonly field: string;
  readonly code: string;
  readonly reason: ZhEn;
  readonly fix: ZhEn;
}

/** Something done to a line, or worth knowing about it, that does not keep it from being used. */
export interface LineNote {
  readonly sheet?: string;
  readonly line: number;
  readonly field: string;
  readonly note: ZhEn;
}

/** The whole file cannot be used: one sentence that says why and what to do. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';

  constructor(readonly said: ZhEn) {
    super(said);
  }
}

/** Longest text of one cell; the longest a door takes has 500 characters. */
const CELL_CHARACTERS_MAX = 2_000;

/** Refuses the lines that hold a giant; the others stay. The giant itself is never repeated. */
export function withoutGiants(table: Table): Table {
  const faults = [...table.faults];
  const rows = table.rows.filter(({ line, cells }) => {
    const giant = cells.findIndex((cell) => cell.length > CELL_CHARACTERS_MAX);
    if (giant < 0) return true;
    faults.push({
      ...placeOf(table, line),
      field: `column ${giant + 1}`,
      code: 'cell-too-long',
      reason: `该单元格有 ${cells[giant]?.length} 个字符。the cell holds ${cells[giant]?.length} characters`,
      fix: `请最多填 ${CELL_CHARACTERS_MAX} 个字符；前面未闭合的引号会并入后面各行。write at most ${CELL_CHARACTERS_MAX}; an unclosed quote further up can swallow lines`,
    });
    return false;
  });
  return { ...table, rows, faults };
}

/** The line, with the name of its sheet where there are sheets. */
export function placeOf(
  table: Pick<Table, 'sheet'>,
  line: number,
): { sheet?: string; line: number } {
  return table.sheet === undefined ? { line } : { sheet: table.sheet, line };
}
