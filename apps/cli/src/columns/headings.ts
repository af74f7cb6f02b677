import type { Table, TableRow } from '../tables/table';
import { plainWord, shortened } from './plain-text';

/** Headings by the field they stand for: each field answers to its own name and to these. */
export type HeadingAliases = Readonly<Record<string, readonly string[]>>;

export interface Headings {
  readonly line: number;
  /** Where the cells of a field stand. */
  readonly columnOf: ReadonlyMap<string, number>;
  /** Headings nobody asked for. */
  readonly unused: readonly string[];
  /** Fields that two headings name. */
  readonly repeated: readonly string[];
  /** How many cells a line has. */
  readonly width: number;
  /** The lines under the headings. */
  readonly body: readonly TableRow[];
}

/** A table may begin with a title and remarks: the headings are the first line that names two fields. */
const LINES_SEARCHED = 10;

/** Finds the line of headings; undefined where none of the first lines has any. */
export function findHeadings(table: Table, aliases: HeadingAliases): Headings | undefined {
  const fieldOf = new Map<string, string>();
  for (const [field, names] of Object.entries(aliases)) {
    for (const name of [field, ...names]) fieldOf.set(plainWord(name), field);
  }
  for (const [at, row] of table.rows.slice(0, LINES_SEARCHED).entries()) {
    const fields = row.cells.map((cell) => fieldOf.get(plainWord(cell)));
    const known = fields.filter((field) => field !== undefined);
    if (new Set(known).size < 2) continue;
    return {
      line: row.line,
      columnOf: new Map(known.map((field) => [field, fields.indexOf(field)])),
      unused: row.cells.filter((cell, i) => !fields[i] && cell.trim() !== '').map(shortened),
      repeated: [...new Set(known.filter((field, i) => known.indexOf(field) !== i))],
      width: row.cells.length,
      body: table.rows.slice(at + 1),
    };
  }
  return undefined;
}
