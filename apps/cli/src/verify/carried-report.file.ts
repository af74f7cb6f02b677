import { createHash } from 'node:crypto';
import { canonicalJson } from '@youlu/vocabulary';
import { parse } from 'csv-parse/sync';
import { UnusableFile } from '../tables/table';
import { type CarriedReport, PLACE_COUNTS, type Row, UNIT_COLUMNS } from './carried-report';
import { sheetsOf } from './every-cell.file';
import { beginsAsJson, jsonIn } from './json-text';
import { isDocument, isMap, isObject, partsOf } from './report-document';
import { byCode, noReport } from './rows-by-code';

const PDF_KEYWORDS =
  /youlu-report ([A-Za-z0-9._:-]+) sha256 ([0-9a-f]{64}) state ([a-z]+) lang ([A-Za-z-]+)/;
/** Marks in the workbook, in either language: its sheets and columns are known by their order. */
const XLSX_HASH = 'SHA-256';
const XLSX_ID = ['报告编号', 'Report'];
const XLSX_STATE = ['报告状态', 'State of the report'];
const XLSX_STATES: Readonly<Record<string, string>> = {
  ...{ 草稿: 'draft', 已复算: 'reviewed', 已发布: 'published', 作废: 'discarded' },
  ...{ draft: 'draft', reviewed: 'reviewed', published: 'published', discarded: 'discarded' },
};
const YES = ['是', 'yes'];

/** Reads what a report's file carries; which kind it is, is told by its bytes. @throws UnusableFile */
export async function readCarriedReport(bytes: Buffer): Promise<CarriedReport> {
  const start = bytes.subarray(0, 8).toString('latin1');
  if (start.startsWith('%PDF-')) return readPdf(bytes);
  if (start.startsWith('PK')) return readXlsx(bytes);
  const text = bytes.toString('utf8');
  if (!beginsAsJson(text)) return readCsv(text);
  const said = jsonIn(text);
  return isObject(said) && 'report' in said ? readJson(said) : readGeojson(said);
}

/** The head of a list without a row: the hash stands in rows, and there is none. */
const EMPTY_LIST = /^\ufeff?code,[A-Za-z,]*,reportId,sha256\s*$/;

function emptyList(): UnusableFile {
  return new UnusableFile(
    '清单为空（报告中没有单元），单凭本文件无法核验。The list is empty, for the report has no units: no row says which report it is of, so it cannot be verified by itself. Verify report.json, report.xlsx or report.pdf of the same report.',
  );
}

function readJson({ report, sha256 }: Readonly<Record<string, unknown>>): CarriedReport {
  if (!isDocument(report) || typeof sha256 !== 'string') throw noReport();
  const { reportId } = report;
  const written = { file: 'report.json' };
  const ownSha256 = sha256Of(report);
  return { format: 'json', reportId, sha256, ownSha256, written, ...partsOf(report) };
}

/** Of the one text that says it, however the file lays it out; of what no report says there is none. */
function sha256Of(report: unknown): string {
  try {
    return createHash('sha256').update(canonicalJson(report), 'utf8').digest('hex');
  } catch {
    return '';
  }
}

function readGeojson(map: unknown): CarriedReport {
  if (!isMap(map)) throw noReport();
  const { reportId, sha256 } = map.youlu;
  const places = map.features.map(({ id, properties }): [string, Row] => {
    const counts = ['code', 'name', 'level', ...PLACE_COUNTS].map((column) => {
      return [column, String(properties[column] as string | number)];
    });
    return [id, Object.fromEntries(counts) as Row];
  });
  const written = { file: 'map.geojson' };
  return { format: 'geojson', reportId, sha256, ownSha256: null, written, places: byCode(places) };
}

function readCsv(text: string): CarriedReport {
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { columns: true, bom: true });
  } catch {
    throw noReport();
  }
  const { reportId, sha256 } = rows[0] ?? {};
  if (rows.length === 0 && EMPTY_LIST.test(text)) throw emptyList();
  if (reportId === undefined || sha256 === undefined) throw noReport();
  const stray = rows.findIndex((row) => row.sha256 !== sha256 || row.reportId !== reportId);
  if (stray !== -1) {
    throw new UnusableFile(
      `第 ${stray + 2} 行属于另一份报告。Line ${stray + 2} is of another report: verify each by itself.`,
    );
  }
  const isUnits = rows[0] !== undefined && 'state' in rows[0];
  const list = rows.map((row): [string, Row] => [
    row.code ?? '',
    isUnits ? unitOf(row) : placeOf(row),
  ]);
  const part = isUnits ? { units: byCode(list) } : { places: byCode(list) };
  const written = isUnits
    ? { file: 'units.csv', language: languageOf(rows[0]?.stateName) }
    : { file: 'places.csv' };
  return { format: 'csv', reportId, sha256, ownSha256: null, written, ...part };
}

/** Chinese or English, by a word of the file. */
const languageOf = (word = ''): string => (/\p{Script=Han}/u.test(word) ? 'zh-CN' : 'en');

function unitOf(row: Record<string, string>): Row {
  const { code = '', name = '', kind = '', state = '', rule = '', declared, simulated } = row;
  const flag = (text: string | undefined): string => (text === 'true' ? '1' : '0');
  return { code, name, kind, state, rule, declared: flag(declared), simulated: flag(simulated) };
}

function placeOf(row: Record<string, string>): Row {
  const said = ['code', 'name', 'level', ...PLACE_COUNTS].map((c) => [c, row[c] ?? '']);
  return Object.fromEntries(said) as Row;
}

async function readXlsx(bytes: Buffer): Promise<CarriedReport> {
  const sheets = await sheetsOf(bytes);
  const [about = [], places = [], units = []] = sheets.map(({ data }) => data);
  const fact = (names: readonly string[]): string | undefined =>
    about.find(([name]) => names.includes(String(name)))?.[1]?.toString();
  const [reportId, sha256] = [fact(XLSX_ID), fact([XLSX_HASH])];
  if (reportId === undefined || sha256 === undefined) throw noReport();
  const flag = (cell: unknown): string => (YES.includes(String(cell)) ? '1' : '0');
  const unitRows = units.slice(1).map((cells): [string, Row] => {
    const texts = cells.map((cell) => String(cell ?? ''));
    const said = UNIT_COLUMNS.map((c, i) => [c, i < 5 ? (texts[i] ?? '') : flag(cells[i])]);
    return [texts[0] ?? '', Object.fromEntries(said) as Row];
  });
  const placeRows = places.slice(1).map((cells): [string, Row] => {
    const texts = cells.map((cell) => String(cell ?? ''));
    // The third column is the level in words of the file's language.
    const counts = PLACE_COUNTS.map((c, i) => [c, texts[i + 3] ?? '']);
    return [texts[0] ?? '', { name: texts[1] ?? '', ...(Object.fromEntries(counts) as Row) }];
  });
  return {
    format: 'xlsx',
    reportId,
    sha256,
    ownSha256: null,
    written: {
      file: 'report.xlsx',
      language: languageOf(String(places[0]?.[0])),
      state: XLSX_STATES[fact(XLSX_STATE) ?? ''],
    },
    units: byCode(unitRows),
    places: byCode(placeRows),
  };
}

function readPdf(bytes: Buffer): CarriedReport {
  const said = PDF_KEYWORDS.exec(bytes.toString('latin1'));
  const [, reportId, sha256, state, language] = said ?? [];
  if (reportId === undefined || sha256 === undefined) throw noReport();
  const written = { file: 'report.pdf', state, language };
  return { format: 'pdf', reportId, sha256, ownSha256: null, written };
}
