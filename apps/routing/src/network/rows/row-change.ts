import { contentOf, idOf, type RowKind } from './row-kind';

/** A row with its place in the request. */
export interface IncomingRow<Row> {
  index: number;
  row: Row;
}

/** A row as stored: version 1 when it was first sent, +1 with each other content. */
export interface VersionedRow<Row> {
  version: number;
  row: Row;
}

type ImportOutcome = 'created' | 'changed' | 'unchanged';

/** What became of one accepted row. */
export interface ImportResult {
  index: number;
  id: string;
  outcome: ImportOutcome;
  version: number;
}

export interface RowChanges<Row> {
  results: ImportResult[];
  /** Every new version, in the order of the request: the history. */
  versions: VersionedRow<Row>[];
  /** The newest version of each row that changed: what is stored and published. */
  newest: VersionedRow<Row>[];
}

/**
 * Takes the rows of a request one after the other over what is stored: a request that names an id
 * twice does what two requests would do.
 */
export function changesBy<Row extends object>(
  kind: RowKind<Row>,
  incoming: readonly IncomingRow<Row>[],
  stored: ReadonlyMap<string, VersionedRow<Row>>,
): RowChanges<Row> {
  const results: ImportResult[] = [];
  const versions: VersionedRow<Row>[] = [];
  const newest = new Map<string, VersionedRow<Row>>();
  for (const { index, row } of incoming) {
    const id = idOf(kind, row);
    const known = newest.get(id) ?? stored.get(id);
    if (known && contentOf(kind, known.row) === contentOf(kind, row)) {
      results.push({ index, id, outcome: 'unchanged', version: known.version });
      continue;
    }
    const next = { version: (known?.version ?? 0) + 1, row };
    results.push({ index, id, outcome: known ? 'changed' : 'created', version: next.version });
    versions.push(next);
    newest.set(id, next);
  }
  return { results, versions, newest: [...newest.values()] };
}
