import { type Indicator, INDICATORS, type ServiceMode } from '@youlu/vocabulary';
import { ranked } from '../province/draws';
import { modeOf } from '../province/express-villages';
import type { PretendProvince } from '../province/province';
import type { Planted } from './disturbance';

/** What operators say they serve. */
interface Declaration {
  readonly declarationId: string;
  readonly unitCode: string;
  readonly indicator: Indicator;
  readonly mode?: ServiceMode;
  readonly frequencyPerWeek?: number;
}

/** "Our list for this indicator is complete": what is not on it is not served. */
interface Filing {
  readonly filingId: string;
  readonly countyCode: string;
  readonly indicator: Indicator;
}

export interface DeclarationSet {
  readonly declarations: readonly Declaration[];
  readonly filings: readonly Filing[];
  /** Filings that are missing, on purpose. */
  readonly leftOut: readonly Planted[];
}

/** Since when everything pretended is in force. */
export const IN_FORCE_SINCE = '2020-01-01';
export const DECLARATION_SOURCE = '模拟申报 (simulated)';

const COUNTIES_WITHOUT_FILING = 4;

/**
 * Outlets, express villages and, for every administrative village, direct mail at the frequency of its
 * round. All counties of a scope file for all three; in the whole region a few forget one, so that
 * there are unknown states.
 */
export function planDeclarations(
  province: PretendProvince,
  scope: string,
  areSomeFilingsLeftOut: boolean,
): DeclarationSet {
  const { draws, register, outlets, expressVillages, rounds } = province;
  const isHere = (code: string) => code.startsWith(scope);
  const declare = (indicator: Indicator, unitCode: string, terms: Partial<Declaration> = {}) => ({
    declarationId: `declared-${indicator}-${unitCode}`,
    unitCode,
    indicator,
    ...terms,
  });
  const declarations: Declaration[] = [
    ...[...outlets]
      .sort()
      .filter(isHere)
      .map((code) => declare('township-outlet', code)),
    ...expressVillages
      .filter(isHere)
      .map((code) => declare('village-express', code, { mode: modeOf(code, draws) })),
    ...rounds.flatMap(({ villageCode, weekdays }) => {
      const terms = { frequencyPerWeek: weekdays.length };
      return isHere(villageCode) ? [declare('village-direct-mail', villageCode, terms)] : [];
    }),
  ];
  const counties = register.counties.map(({ code }) => code).filter(isHere);
  const silent = areSomeFilingsLeftOut ? silentCounties(province, counties) : [];
  const filings = INDICATORS.flatMap((indicator) =>
    counties
      .filter((code) => indicator !== 'village-express' || !silent.includes(code))
      .map((countyCode) => ({
        filingId: `filed-${indicator}-${countyCode}`,
        countyCode,
        indicator,
      })),
  );
  const leftOut = silent.map((code): Planted => {
    const key = `filed-village-express-${code}`;
    return { kind: 'filing-left-out', key, place: code, time: IN_FORCE_SINCE, note: 'not filed' };
  });
  return { declarations, filings, leftOut };
}

/** Counties with villages that forgot to file for village-express. */
function silentCounties(province: PretendProvince, counties: readonly string[]): string[] {
  const withVillages = new Set(province.register.villages.map(({ code }) => code.slice(0, 6)));
  return ranked(
    counties.filter((code) => withVillages.has(code)),
    (code) => province.draws.unit(`silent|${code}`),
    (code) => code,
  )
    .slice(0, COUNTIES_WITHOUT_FILING)
    .sort();
}
