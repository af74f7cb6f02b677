import type { CsvValue } from '@youlu/http';
import { PLACE_COLUMNS } from '../frozen-reports/frozen-place';
import { UNIT_COLUMNS } from '../frozen-reports/frozen-unit';
import type { FileWords } from './file-words';
import { percent } from './report-facts';
import { countOf, placeRows, type ReportSource, unitRows } from './report-source';

/** Each row says which report it is of, so that one copied elsewhere can still be checked. */
const REPORT_COLUMNS = ['reportId', 'sha256'] as const;

export const UNITS_CSV_COLUMNS = [
  'code',
  'name',
  'kind',
  'state',
  'stateName',
  'rule',
  'declared',
  'simulated',
  ...REPORT_COLUMNS,
] as const;
export const PLACES_CSV_COLUMNS = [...PLACE_COLUMNS, 'observedPercent', ...REPORT_COLUMNS] as const;

type Row<Columns extends readonly string[]> = Record<Columns[number], CsvValue>;

export async function* unitsCsv(
  source: ReportSource,
  { states }: FileWords,
): AsyncGenerator<Row<typeof UNITS_CSV_COLUMNS>> {
  const { sha256, header } = source;
  const { reportId } = header;
  for await (const row of unitRows(source)) {
    const said = Object.fromEntries(UNIT_COLUMNS.map((column, i) => [column, row[i]]));
    const { code, name, kind, state, rule } = said as Record<string, string>;
    const stateName = states[state as keyof typeof states];
    const [declared, simulated] = [said.declared === 1, said.simulated === 1];
    yield { code, name, kind, state, stateName, rule, declared, simulated, reportId, sha256 };
  }
}

export async function* placesCsv(
  source: ReportSource,
): AsyncGenerator<Row<typeof PLACES_CSV_COLUMNS>> {
  const { header, sha256 } = source;
  for await (const row of placeRows(source)) {
    const said = Object.fromEntries(PLACE_COLUMNS.map((column, i) => [column, row[i]]));
    const observed = countOf(header, row, 'observed');
    const observedPercent = percent(observed, countOf(header, row, 'denominator'));
    const about = { observedPercent, reportId: header.reportId, sha256 };
    yield { ...(said as Row<typeof PLACE_COLUMNS>), ...about };
  }
}
