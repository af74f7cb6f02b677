/** A row of a file as texts, by the names that the service gives its columns. */
export type Row = Readonly<Record<string, string>>;

/** Columns of units and counts of places, in the order of every file. */
export const UNIT_COLUMNS = ['code', 'name', 'kind', 'state', 'rule', 'declared', 'simulated'];
export const PLACE_COUNTS = [
  'denominator',
  'declared',
  'observed',
  'declaredOnly',
  'contradicted',
  'notServed',
  'unknown',
  'excluded',
  'undeclared',
  'measured',
];

/** What a file says of itself, and the rows it carries. */
export interface CarriedReport {
  readonly format: 'json' | 'csv' | 'xlsx' | 'geojson' | 'pdf';
  readonly reportId: string;
  readonly sha256: string;
  /** SHA-256 of what the file holds, where the file is what is hashed. */
  readonly ownSha256: string | null;
  /** Rows by part; a part that the file does not carry is absent. */
  readonly units?: ReadonlyMap<string, Row>;
  readonly places?: ReadonlyMap<string, Row>;
  /** The same file as the service writes it: its name, and what it is written by where that shows. */
  readonly written: {
    readonly file: string;
    readonly language?: string | undefined;
    readonly state?: string | undefined;
  };
}

/** A place where a file and its report, or the report and its recomputation, do not say the same. */
export interface Mismatch {
  readonly part: 'unit' | 'place' | 'about';
  readonly code: string;
  readonly field: string;
  readonly inFile: string;
  readonly instead: string;
}

export const SHOWN_MAX = 20;

/**
 * Compares the rows a file carries with those of the report; a row that only one side has is a mismatch
 * of its `code`.
 * @param fields those that both sides have, since each may name others; or all, of files of one kind
 */
export function compareRows(
  part: Mismatch['part'],
  carried: ReadonlyMap<string, Row>,
  report: ReadonlyMap<string, Row>,
  fields: 'of-both' | 'all',
): Mismatch[] {
  const found: Mismatch[] = [];
  for (const [code, row] of carried) {
    const known = report.get(code);
    if (known === undefined) {
      found.push({ part, code, field: 'code', inFile: code, instead: '' });
      continue;
    }
    for (const field of new Set([...Object.keys(row), ...Object.keys(known)])) {
      const [inFile, instead] = [row[field], known[field]];
      if (inFile === instead) continue;
      if (fields === 'of-both' && (inFile === undefined || instead === undefined)) continue;
      found.push({ part, code, field, inFile: inFile ?? '', instead: instead ?? '' });
    }
  }
  const missing = [...report.keys()].filter((code) => !carried.has(code));
  const absent = missing.map((code) => ({ part, code, field: 'code', inFile: '', instead: code }));
  return [...found, ...absent];
}
