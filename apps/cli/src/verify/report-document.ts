import { type CarriedReport, type Row } from './carried-report';
import { byCode } from './rows-by-code';

type Cells = readonly (string | number)[];

/** A report as report.json holds it, as far as it is compared. */
export interface DocumentOfReport {
  readonly reportId: string;
  readonly unitColumns: readonly string[];
  readonly placeColumns: readonly string[];
  readonly units: readonly Cells[];
  readonly places: readonly Cells[];
}

/** The map of a report. */
interface MapOfReport {
  readonly youlu: { readonly reportId: string; readonly sha256: string };
  readonly features: readonly { id: string; properties: Record<string, unknown> }[];
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isCell = (value: unknown): boolean => isText(value) || typeof value === 'number';
const isList = (value: unknown, isOne: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isOne);

export function isDocument(value: unknown): value is DocumentOfReport {
  if (!isObject(value) || !isText(value.reportId)) return false;
  const { unitColumns, placeColumns, units, places } = value;
  const isRow = (row: unknown): boolean => isList(row, isCell);
  return (
    [unitColumns, placeColumns].every((names) => isList(names, isText)) &&
    [units, places].every((rows) => isList(rows, isRow))
  );
}

export function isMap(value: unknown): value is MapOfReport {
  if (!isObject(value) || !isObject(value.youlu)) return false;
  const { reportId, sha256 } = value.youlu;
  const isFeature = (one: unknown): boolean =>
    isObject(one) && isText(one.id) && isObject(one.properties);
  return isText(reportId) && isText(sha256) && isList(value.features, isFeature);
}

interface Parts {
  readonly units: ReadonlyMap<string, Row>;
  readonly places: ReadonlyMap<string, Row>;
}

/** The lists of a report as rows by code. */
export function partsOf(report: DocumentOfReport): Parts {
  const rows = (columns: readonly string[], list: readonly Cells[]): Map<string, Row> =>
    byCode(
      list.map((cells) => {
        const row = columns.map((column, i) => [column, String(cells[i] ?? '')]);
        return [String(cells[0]), Object.fromEntries(row) as Row];
      }),
    );
  return {
    units: rows(report.unitColumns, report.units),
    places: rows(report.placeColumns, report.places),
  };
}

/** The texts that a spreadsheet would take for formulas; the service writes a quote before them. */
const FORMULA_START = /^[=+@\t\r＝＋－＠-]/;

/**
 * The rows as a format writes them. The quote is put before what the report says, rather than taken
 * from the file: a name may begin with a quote itself.
 */
export function asWrittenIn(format: CarriedReport['format'], parts: Parts): Parts {
  if (format !== 'csv') return parts;
  const guarded = (rows: ReadonlyMap<string, Row>): Map<string, Row> =>
    new Map(
      [...rows].map(([code, row]): [string, Row] => {
        const texts = Object.entries(row).map(([name, text]) => {
          return [name, FORMULA_START.test(text) ? `'${text}` : text] as const;
        });
        return [code, Object.fromEntries(texts)];
      }),
    );
  return { units: guarded(parts.units), places: guarded(parts.places) };
}
