import { type Day, INDICATORS } from '@youlu/vocabulary';
import { parse } from 'csv-parse/sync';
import type { PublicApi } from './public-api.client';
import type { ReportLanguage } from './report-language';
import { DENOMINATORS, type ModeRow, type RateRow, type UnitRow } from './report-model';

/** The levels from the scope down to townships. */
function levelsUnder(scope: string): RateRow['level'][] {
  if (scope.length === 2) return ['region', 'prefecture', 'group', 'county', 'unit4'];
  if (scope.length === 4) return ['prefecture', 'group', 'county', 'unit4'];
  return ['county', 'unit4'];
}

/** The rates of a place and of all divisions in it, by each indicator and each denominator. */
export async function readRates(api: PublicApi, unit: string, asOf: Day): Promise<RateRow[]> {
  const questions = DENOMINATORS.flatMap((denominator) =>
    INDICATORS.flatMap((indicator) =>
      levelsUnder(unit).map((level) => ({ indicator, unit, level, asOf, denominator })),
    ),
  );
  const answers = await Promise.all(
    questions.map((query) => api.all<RateRow>('coverage', '/v1/coverage/rates', query)),
  );
  return answers.flat();
}

/**
 * Every counted unit. Asked as CSV, which comes whole: a page costs the service as much as the
 * whole list, and a region has eighteen thousand units.
 */
export async function readUnits(
  api: PublicApi,
  unit: string,
  asOf: Day,
  lang: ReportLanguage,
): Promise<UnitRow[]> {
  const lists = await Promise.all(
    INDICATORS.map((indicator) =>
      api.csv('coverage', '/v1/coverage/units', {
        indicator,
        unit,
        asOf,
        denominator: DENOMINATORS[0],
        lang,
      }),
    ),
  );
  return lists.flatMap((csv) => {
    const lines: Record<string, string>[] = parse(csv, { columns: true, bom: true });
    return lines.map(unitOf);
  });
}

function unitOf(line: Record<string, string>): UnitRow {
  const text = (name: string): string => {
    const value = line[name];
    if (value === undefined) throw new Error(`/v1/coverage/units gave no column ${name}`);
    return value;
  };
  return {
    code: text('code'),
    name: text('name'),
    level: text('level'),
    kind: text('kind'),
    parentCode: text('parentCode'),
    indicator: text('indicator') as UnitRow['indicator'],
    state: text('state') as UnitRow['state'],
    rule: text('rule'),
    reason: text('reason'),
    undeclared: text('undeclared') === 'true',
    declaredFrom: text('declaredFrom') || null,
    firstEvidenceAt: text('firstEvidenceAt') || null,
    lastEvidenceAt: text('lastEvidenceAt') || null,
    evidenceCount: Number(text('evidenceCount')),
  };
}

/** Village express by mode, for the whole scope. */
export async function readModes(api: PublicApi, unit: string, asOf: Day): Promise<ModeRow[]> {
  const query = { unit, asOf, denominator: DENOMINATORS[0] };
  const { items } = await api.get<{ items: ModeRow[] }>('coverage', '/v1/coverage/modes', query);
  return items;
}
