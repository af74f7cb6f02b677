import type { ZhEn } from '@youlu/vocabulary';
import { type LineFault, type LineNote, placeOf, type Table, type TableRow } from '../tables/table';
import type { HeadingAliases, Headings } from './headings';
import { describeChange } from './plain-text';
import type { ReadRow, RowKind, RowOf } from './row-kind';

/** What became of the lines of a table. */
export interface ReadRows<Row> {
  readonly rows: ReadRow<Row>[];
  readonly faults: LineFault[];
  readonly notes: LineNote[];
}

/**
 * Reads the lines of a table that are of one kind, each alone: every bad cell of a line is told, and
 * the line is left out.
 */
export function readRows<K extends RowKind>(
  table: Table,
  headings: Headings,
  kind: K,
  aliases: HeadingAliases,
  isMine: (row: TableRow) => boolean = () => true,
): ReadRows<RowOf<K>> {
  const found: ReadRows<RowOf<K>> = { rows: [], faults: [], notes: [] };
  const mine = headings.body.filter(isMine);
  if (mine.length === 0) return found;
  const missing = Object.entries(kind.columns).filter(
    ([field, column]) => column.isRequired && !headings.columnOf.has(field),
  );
  for (const [field] of missing) {
    found.faults.push({
      ...placeOf(table, headings.line),
      field,
      code: 'column-missing',
      reason: `没有 ${field} 列，${kind.word} 的 ${mine.length} 行未读取。no column gives the ${field} of a ${kind.word}; its ${mine.length} lines were not read`,
      fix: columnFix([field, ...(aliases[field] ?? []).slice(0, 2)]),
    });
  }
  if (missing.length > 0) return found;
  for (const line of mine) readLine(table, headings, kind, line, found);
  return found;
}

function columnFix(names: readonly string[]): ZhEn {
  return `请补上标题为 ${names.join(' 或 ')} 的列。add a column headed ${names.join(' or ')}`;
}

function readLine<K extends RowKind>(
  table: Table,
  headings: Headings,
  kind: K,
  { line, cells }: TableRow,
  found: ReadRows<RowOf<K>>,
): void {
  const place = placeOf(table, line);
  if (table.sheet === undefined && cells.length !== headings.width) {
    found.faults.push({ ...place, ...wrongWidth(cells.length, headings.width) });
    return;
  }
  const values: Record<string, unknown> = {};
  let isGood = true;
  for (const [field, column] of Object.entries(kind.columns)) {
    const cell = cells[headings.columnOf.get(field) ?? -1] ?? '';
    const tidy = column.reader.plain(cell);
    if (tidy === '') {
      if (!column.isRequired) continue;
      isGood = false;
      const reason: ZhEn = `${field} 为空。the ${field} is empty`;
      const fix: ZhEn = '请填写该单元格。fill the cell';
      found.faults.push({ ...place, field, code: 'required', reason, fix });
      continue;
    }
    const note = describeChange(cell, tidy);
    if (note !== undefined) found.notes.push({ ...place, field, note });
    const reading = column.reader.read(tidy);
    if (reading.ok) {
      values[field] = reading.value;
      continue;
    }
    isGood = false;
    const { code, reason, fix } = reading;
    found.faults.push({ ...place, field, code, reason, fix });
  }
  if (isGood) found.rows.push({ ...place, row: values as RowOf<K> });
}

function wrongWidth(cells: number, headings: number): Omit<LineFault, 'line'> {
  return {
    field: 'file',
    code: 'wrong-number-of-cells',
    reason: `该行有 ${cells} 个单元格，标题有 ${headings} 个：多了逗号，或该行不完整。the line has ${cells} cells under ${headings} headings: a comma too many, or the line is cut`,
    fix: '每行单元格数须与标题一致；含逗号的文本请加引号。give every line as many cells as there are headings; put a text that holds a comma in quotes',
  };
}
