import { loadRegion } from '../testing/region-load';
import {
  loadConfirmed,
  REAL_REGISTER,
  REAL_REGISTER_2023,
  realRegisterCsv,
  realRegisterCsv2023,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';

type Report = { reportId: string; units: number; tally: { denominator: number; observed: number } };
type Item = {
  code: string;
  codeAfter: string | null;
  before: { state: string } | null;
  after: { state: string } | null;
  causes: { cause: string }[];
};
type Comparison = {
  differing: number;
  byCause: Record<string, number>;
  items: Item[];
  nextCursor: string | null;
};

describe('2020 on its own register, and restated on that of 2023', () => {
  let coverage: RunningCoverage;
  const freeze = async (more: object): Promise<Report> => {
    const { status, body } = await coverage.post<Report>('/v1/reports', {
      indicator: 'village-express',
      unit: '65',
      asOf: '2020-09-27',
      organisation: '某邮政管理局',
      purpose: '重述',
      ...more,
    });
    expect(status).toBe(201);
    return body;
  };

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: realRegisterCsv() });
    await loadRegion(coverage.db);
  }, 120_000);
  afterAll(() => coverage?.stop());

  it('differ by lineage alone, in every unit in which they differ', async () => {
    const own = await freeze({});
    const ownShawan = await freeze({ unit: '654223' });
    const loaded = await loadConfirmed(coverage, {
      ...REAL_REGISTER_2023,
      csv: realRegisterCsv2023(),
    });
    expect(loaded.status).toBe(201);
    const restated = await freeze({ registerDate: REAL_REGISTER_2023.registerDate });
    expect([own.units, restated.units]).toEqual([8891, 8842]);
    const path = `/v1/reports/${own.reportId}/comparison?with=${restated.reportId}&limit=1000`;
    const { status, body } = await coverage.get<Comparison>(path);
    expect(status).toBe(200);
    process.stdout.write(
      `restated on 2023: ${body.differing} units differ, by ${JSON.stringify(body.byCause)}\n`,
    );
    expect(body.byCause).toEqual({ lineage: body.differing });
    // Units that only the one register has balance what the denominators differ by.
    const items: Item[] = [...body.items];
    for (let cursor = body.nextCursor; cursor !== null;) {
      const next = await coverage.get<Comparison>(`${path}&cursor=${cursor}`);
      items.push(...next.body.items);
      cursor = next.body.nextCursor;
    }
    expect(items).toHaveLength(body.differing);
    const gone = items.filter(({ codeAfter }) => codeAfter === null).length;
    const come = items.filter(({ before }) => before === null).length;
    const heirs = items.flatMap(({ codeAfter, before }) => (before ? (codeAfter ?? []) : []));
    const merged = heirs.length - new Set(heirs).size;
    expect(own.units - gone - merged + come).toBe(restated.units);
    // 沙湾 became a city: its villages are the same under other codes.
    const shawan = items.filter(({ code }) => code.startsWith('654223'));
    expect(shawan.length).toBeGreaterThan(100);
    for (const { codeAfter } of shawan) expect(codeAfter ?? '654203').toMatch(/^6542/);
    const { registerDate } = REAL_REGISTER_2023;
    for (const [unit, status] of [
      ['654203', 200],
      ['654221', 400],
    ] as const) {
      const other = await freeze({ unit, registerDate });
      const pair = `/v1/reports/${ownShawan.reportId}/comparison?with=${other.reportId}`;
      expect([unit, (await coverage.get(pair)).status]).toEqual([unit, status]);
    }
  }, 240_000);
});
