/** A row of a file as texts, by the names that the service gives its columns. */
export type Row = Readonly<Record<string, string>>;

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
  /** The same file made anew must be these bytes; where nothing else can be read. */
  readonly wholeAs?: { readonly state: string; readonly language: string };
}

/** A place where a file and its report, or the report and its recomputation, do not say the same. */
export interface Mismatch {
  readonly part: 'unit' | 'place';
  readonly code: string;
  readonly field: string;
  readonly inFile: string;
  readonly instead: string;
}

export const SHOWN_MAX = 20;

/**
 * Compares the rows a file carries with those of the report, column by column as far as the file has
 * them; a row that only one side has is a mismatch of its `code`.
 * @param isWhole whether the file carries every row, so that a missing one is a fault
 */
export function compareRows(
  part: Mismatch['part'],
  carried: ReadonlyMap<string, Row>,
  report: ReadonlyMap<string, Row>,
  isWhole: boolean,
): Mismatch[] {
  const found: Mismatch[] = [];
  for (const [code, row] of carried) {
    const known = report.get(code);
    if (known === undefined) {
      found.push({ part, code, field: 'code', inFile: code, instead: '' });
      continue;
    }
    for (const [field, text] of Object.entries(row)) {
      const instead = known[field];
      if (instead !== undefined && instead !== text) {
        found.push({ part, code, field, inFile: text, instead });
      }
    }
  }
  if (!isWhole) return found;
  const missing = [...report.keys()].filter((code) => !carried.has(code));
  const absent = missing.map((code) => ({ part, code, field: 'code', inFile: '', instead: code }));
  return [...found, ...absent];
}
