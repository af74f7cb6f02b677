import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import { harmlessZip } from '../tables/zip-guard';
import {
  type CarriedReport,
  compareRows,
  type Mismatch,
  PLACE_COUNTS,
  type Row,
  UNIT_COLUMNS,
} from './carried-report';
import { inOrder, jsonIn } from './json-text';
import { type DocumentOfReport, partsOf } from './report-document';
import { byCode, noReport } from './rows-by-code';
import { otherAppearances } from './workbook-appearance.file';

type Format = CarriedReport['format'];
type Cell = string | number | boolean | null;
/** All that a file says, by part and row. */
type Everything = Readonly<Record<Mismatch['part'], ReadonlyMap<string, Row>>>;

const SHEETS = ['about', 'place', 'unit'] as const;

const PLACE_FIELDS = ['code', 'name', 'level', ...PLACE_COUNTS, 'observedPercent'];
const UNIT_FIELDS = [...UNIT_COLUMNS, 'stateName'];

/** @throws UnusableFile for what no spreadsheet program would open */
export async function sheetsOf(bytes: Buffer): Promise<{ sheet: string; data: Cell[][] }[]> {
  const archive = Buffer.from(harmlessZip(bytes));
  try {
    // A name may begin or end in a blank, which is part of it.
    return (await readExcelFile(archive, { trim: false })) as unknown as {
      sheet: string;
      data: Cell[][];
    }[];
  } catch {
    throw noReport();
  }
}

/** Where a file says otherwise than the same file as the service writes it; cell by cell. */
export async function compareCells(
  format: Format,
  carried: Buffer,
  written: Buffer,
): Promise<Mismatch[]> {
  const [ours, theirs] = [await everythingIn(format, carried), await everythingIn(format, written)];
  const cells = (['about', 'place', 'unit'] as const).flatMap((part) =>
    compareRows(part, ours[part], theirs[part], 'all'),
  );
  return format === 'xlsx' ? [...cells, ...otherAppearances(carried)] : cells;
}

async function everythingIn(format: Format, bytes: Buffer): Promise<Everything> {
  switch (format) {
    case 'csv':
      return inCsv(bytes.toString('utf8'));
    case 'geojson':
      return inMap(bytes.toString('utf8'));
    case 'xlsx':
      return inSheets(await sheetsOf(bytes));
    case 'json':
      return inDocument(bytes.toString('utf8'));
    // Compared as bytes: nothing in it is left to be read.
    case 'pdf':
      return { about: new Map(), place: new Map(), unit: new Map() };
  }
}

function inCsv(text: string): Everything {
  const lines = parse(text, { bom: true, relax_column_count: true }) as unknown as string[][];
  const { heads, rows } = tableOf(lines);
  const about = new Map([['columns', { columns: heads.join(' ') }]]);
  const isUnits = heads.includes('state');
  const none = new Map<string, Row>();
  return { about, place: isUnits ? none : rows, unit: isUnits ? rows : none };
}

function inSheets(sheets: readonly { sheet: string; data: Cell[][] }[]): Everything {
  const [about, place, unit] = SHEETS.map((_, i) => sheets[i]?.data ?? []);
  const [places, units] = [tableOf(place ?? [], PLACE_FIELDS), tableOf(unit ?? [], UNIT_FIELDS)];
  const lines = (about ?? []).map((cells, i): [string, Row] => [`line ${i + 1}`, rowOf([], cells)]);
  const names = sheets.map(({ sheet }) => sheet).join(' ');
  const columns = { places: places.heads.join(' '), units: units.heads.join(' ') };
  const facts = lines.filter(([, row]) => Object.keys(row).length > 0);
  const said = byCode([...facts, ['workbook', { sheets: names, ...columns }]]);
  return { about: said, place: places.rows, unit: units.rows };
}

function inMap(text: string): Everything {
  const { features, ...about } = jsonIn(text) as {
    features: { id: string; properties: object }[];
  };
  const places = features.map(({ properties, ...feature }): [string, Row] => {
    return [feature.id, { ...flat(properties), ...flat({ feature }) }];
  });
  return { about: new Map([['map', flat(about)]]), place: byCode(places), unit: new Map() };
}

function inDocument(text: string): Everything {
  const { report, ...beside } = jsonIn(text) as { report: DocumentOfReport };
  const { units, places } = partsOf(report);
  const { units: _units, places: _places, ...header } = report;
  const about = new Map([['report', flat({ ...beside, report: header })]]);
  return { about, place: places, unit: units };
}

/** The first row names the columns; in a workbook in either language, so they are told by their order. */
function tableOf(
  lines: readonly (readonly Cell[])[],
  fields?: readonly string[],
): { heads: string[]; rows: Map<string, Row> } {
  const heads = (lines[0] ?? []).map(textOf);
  const rows = lines.slice(1).filter((cells) => cells.some((cell) => textOf(cell) !== ''));
  return {
    heads,
    rows: byCode(rows.map((cells) => [textOf(cells[0]), rowOf(fields ?? heads, cells)])),
  };
}

/** Empty cells say nothing: programs that write tables leave them away or add them. */
function rowOf(heads: readonly string[], cells: readonly Cell[]): Row {
  const named = cells.map((cell, i) => [heads[i] ?? `column ${i + 1}`, textOf(cell)] as const);
  return Object.fromEntries(named.filter(([, text]) => text !== ''));
}

const textOf = (cell: Cell | undefined): string => String(cell ?? '');

/** Objects within objects as one, fields by their paths; lists as their JSON, keys in order. */
function flat(value: object, path = ''): Row {
  const fields = Object.entries(value).map(([name, one]: [string, unknown]): Row => {
    const isObject = typeof one === 'object' && one !== null && !Array.isArray(one);
    if (isObject) return flat(one, `${path}${name}.`);
    return { [`${path}${name}`]: typeof one === 'string' ? one : JSON.stringify(inOrder(one)) };
  });
  return Object.assign({}, ...fields) as Row;
}
