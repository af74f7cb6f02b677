import { INDICATORS, type Indicator } from '@youlu/vocabulary';
import { loadRegion } from '../testing/region-load';
import {
  REAL_REGISTER,
  realRegisterCsv,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';

type Rate = { code: string; denominator: number; declared: number; observed: number };
type Page = { items: (Rate & { state: string })[] };

describe('the way from a region to its villages, 16,322 units and 144,000 facts', () => {
  let coverage: RunningCoverage;
  const ask = async (step: string, indicator: Indicator): Promise<Page> => {
    const path = `/v1/coverage/${step}&indicator=${indicator}&asOf=2020-09-27&limit=1000`;
    const { status, body } = await coverage.get<Page>(path);
    expect(status).toBe(200);
    return body;
  };

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: realRegisterCsv() });
    await loadRegion(coverage.db);
  }, 120_000);
  afterAll(() => coverage?.stop());

  it('adds up at every step, kept or judged anew', async () => {
    const sizes = { 'township-outlet': 914, 'village-express': 8891, 'village-direct-mail': 8891 };
    const declared = {
      'township-outlet': 883,
      'village-express': 3246,
      'village-direct-mail': 8891,
    };
    for (const indicator of INDICATORS) {
      for (const step of ['rates?level=region', 'rates?level=county']) {
        const anew = await ask(step, indicator);
        const kept = await ask(step, indicator);
        expect(kept).toEqual(anew);
        const sum = (of: (rate: Rate) => number) => anew.items.reduce((n, rate) => n + of(rate), 0);
        expect(sum((rate) => rate.denominator)).toBe(sizes[indicator]);
        expect(sum((rate) => rate.declared)).toBe(declared[indicator]);
      }
      const township = await ask('rates?level=unit4&unit=653126100', indicator);
      const villages = await ask('units?unit=653126100', indicator);
      expect(villages.items).toHaveLength(township.items[0]?.denominator ?? -1);
      const observed = villages.items.filter(({ state }) => state === 'observed');
      expect(observed).toHaveLength(township.items[0]?.observed ?? -1);
    }
  });

  it('lists the villages that are not served as CSV, each with a reason, in the language asked for', async () => {
    const path = '/v1/coverage/units?indicator=village-express&asOf=2020-09-27&state=not-served';
    const { status, text } = await coverage.get(path, {
      accept: 'text/csv',
      'accept-language': 'en-GB',
    });
    const [header, ...lines] = text.trimEnd().split('\n');
    expect(status).toBe(200);
    expect(header).toMatch(/^code,name,level,kind,parentCode,indicator,state,rule,reason,/);
    const { body } = await coverage.get<{ items: { notServed: number }[] }>(
      '/v1/coverage/rates?indicator=village-express&asOf=2020-09-27&level=region',
    );
    expect(lines).toHaveLength(body.items[0]?.notServed ?? -1);
    expect(lines.length).toBeGreaterThan(5_000);
    expect(lines.every((line) => line.includes('the county has filed'))).toBe(true);
    expect((await coverage.get(path, { accept: 'text/csv' })).text).toContain('所在县已申报完毕');
  });
});
