import { objectToOtherContent, type RowObjection, saysTheSame } from './declaration';

/** A row of a request and where it stood in it. */
export interface IndexedRow<Row> {
  readonly index: number;
  readonly row: Row;
}

type RowOutcome = 'stored' | 'unchanged';

/** What became of the rows of a request, each by its index. */
export interface JudgedRequest {
  readonly results: { index: number; id: string; outcome: RowOutcome }[];
  readonly rejections: ({ index: number } & RowObjection)[];
}

/** Splits rows into those to store and those refused. */
export function sortOut<Row>(
  rows: readonly IndexedRow<Row>[],
  objectTo: (row: Row) => RowObjection | undefined,
): { good: IndexedRow<Row>[]; rejections: JudgedRequest['rejections'] } {
  const good: IndexedRow<Row>[] = [];
  const rejections: JudgedRequest['rejections'] = [];
  for (const { index, row } of rows) {
    const objection = objectTo(row);
    if (objection) rejections.push({ index, ...objection });
    else good.push({ index, row });
  }
  return { good, rejections };
}

/** The first row of each id, in the order of ids: the order of locking. */
export function firstOfEachId<Row>(
  rows: readonly IndexedRow<Row>[],
  idOf: (row: Row) => string,
): Row[] {
  const first = new Map<string, Row>();
  for (const { row } of rows) if (!first.has(idOf(row))) first.set(idOf(row), row);
  return [...first.keys()].sort().map((id) => first.get(id) as Row);
}

/** Compares each row with what is stored under its id: the same is accepted again, else refused. */
export function compareWithStored<Row extends object>(
  rows: readonly IndexedRow<Row>[],
  stored: { added: ReadonlySet<string>; byId: ReadonlyMap<string, Row> },
  idField: keyof Row & string,
): JudgedRequest {
  const judged: JudgedRequest = { results: [], rejections: [] };
  const told = new Set<string>();
  for (const { index, row } of rows) {
    const id = String(row[idField]);
    const known = stored.byId.get(id);
    if (known && saysTheSame(row, known)) {
      const isNew = stored.added.has(id) && !told.has(id);
      judged.results.push({ index, id, outcome: isNew ? 'stored' : 'unchanged' });
      told.add(id);
    } else {
      judged.rejections.push({ index, ...objectToOtherContent(idField, id) });
    }
  }
  return judged;
}
