import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { counts, DENOMINATORS, type DenominatorName } from './denominators';
import { EDITIONS, EditionShelf } from '../editions/editions';
import type { Indicator, UnitKind } from '@youlu/vocabulary';

type Row = { code: string; level: string; parentCode: string; kind: UnitKind };

const countedBy = (indicator: Indicator) => new EditionShelf().usual(indicator).population;

/** A register of Xinjiang, read without the importer. */
const registerIn = (file: string): Row[] =>
  gunzipSync(readFileSync(`${__dirname}/../../../../data/${file}`))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [code = '', , level = '', parentCode = '', kind] = line.split(',');
      return { code, level, parentCode, kind: kind as UnitKind };
    });
const REGISTER = registerIn('xinjiang_divisions_2020.csv.gz');
const REGISTER_2023 = registerIn('xinjiang_divisions.csv.gz');

const population = (indicator: Indicator, denominator: DenominatorName, register = REGISTER) =>
  register.filter((row) => counts(countedBy(indicator), DENOMINATORS[denominator], row));

describe('what is said about a denominator or an edition', () => {
  it('names no register: that is said by the answer or the report it stands in', () => {
    const ofEditions = EDITIONS.flatMap(({ name, definition, source }) => [
      name,
      definition,
      source,
    ]);
    const ofDenominators = Object.values(DENOMINATORS).map(({ description }) => description);
    for (const { zh, en } of [...ofEditions, ...ofDenominators]) {
      for (const text of [zh, en]) expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}/);
    }
  });
});

describe('the denominators of Xinjiang, register of 2023', () => {
  it('are 936 townships and 8,842 administrative villages, with and without XPCC cities', () => {
    const size = (indicator: Indicator, denominator: DenominatorName) =>
      population(indicator, denominator, REGISTER_2023).length;
    const inXpccCities = (kinds: UnitKind[]) =>
      REGISTER_2023.filter(({ code, kind }) => code.startsWith('6590') && kinds.includes(kind))
        .length;
    expect(size('township-outlet', 'strict-2020')).toBe(936);
    expect(size('village-express', 'strict-2020')).toBe(8842);
    expect(size('village-direct-mail', 'strict-2020')).toBe(8842);
    expect(size('village-express', 'by-block')).toBe(8927);
    expect(size('township-outlet', 'by-block')).toBe(937); // with the placeholder 650106198
    expect(size('township-outlet', 'excl-xpcc-cities')).toBe(
      936 - inXpccCities(['town', 'township', 'ethnic_township']),
    );
    expect(size('village-express', 'excl-xpcc-cities')).toBe(
      8842 - inXpccCities(['admin_village']),
    );
  });
});

describe('the denominators of Xinjiang, register of 2020-06-30', () => {
  it('are 914 townships, 45 of them in XPCC cities', () => {
    expect(population('township-outlet', 'strict-2020')).toHaveLength(914);
    expect(population('township-outlet', 'excl-xpcc-cities')).toHaveLength(914 - 45);
  });

  it('are 8,891 administrative villages, 38 of them in XPCC cities, not all 14,791 level-5 rows', () => {
    expect(population('village-express', 'strict-2020')).toHaveLength(8891);
    expect(population('village-direct-mail', 'strict-2020')).toHaveLength(8891);
    expect(population('village-express', 'excl-xpcc-cities')).toHaveLength(8891 - 38);
    expect(REGISTER.filter((row) => row.level === '5')).toHaveLength(14_791);
  });

  it('hold 203 villages that lie under something other than a township', () => {
    const kinds = new Map(REGISTER.map((row) => [row.code, row.kind]));
    const outside = new Map<string, number>();
    for (const village of population('village-express', 'strict-2020')) {
      const kind = kinds.get(village.parentCode) ?? '';
      if (['town', 'township', 'ethnic_township'].includes(kind)) continue;
      outside.set(kind, (outside.get(kind) ?? 0) + 1);
    }
    expect(Object.fromEntries(outside)).toEqual({
      similar_unit: 156,
      subdistrict: 45,
      xpcc_unit: 1,
      pseudo: 1,
    });
  });

  it('leave 12 of the 107 county-level units without a village, and three with villages but no township', () => {
    const counties = REGISTER.filter((row) => row.level === '3').map((row) => row.code);
    const countiesOf = (indicator: Indicator) =>
      new Set(population(indicator, 'strict-2020').map((row) => row.code.slice(0, 6)));
    const villages = countiesOf('village-express');
    const townships = countiesOf('township-outlet');
    expect(counties).toHaveLength(107);
    expect(counties.filter((code) => !villages.has(code))).toHaveLength(12);
    expect(counties.filter((code) => villages.has(code) && !townships.has(code))).toEqual([
      '650102',
      '650105',
      '650106',
    ]);
  });
});
