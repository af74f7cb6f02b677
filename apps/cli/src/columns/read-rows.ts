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
      reason: `no column gives the ${field} of a ${kind.word}; its ${mine.length} lines were not read`,
      fix: `add a column headed ${[field, ...(aliases[field] ?? []).slice(0, 2)].join(' or ')}`,
    });
  }
  if (missing.length > 0) return found;
  for (const line of mine) readLine(table, headings, kind, line, found);
  return found;
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
      const reason = `the ${field} is empty`;
      found.faults.push({ ...place, field, code: 'required', reason, fix: 'fill the cell' });
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
    reason: `the line has ${cells} cells under ${headings} headings: a comma too many, or the line is cut`,
    fix: 'give every line as many cells as there are headings; put a text that holds a comma in quotes',
  };
}
