import { MADE_UP_XPCC } from '../testing/made-up-xpcc';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

type Problem = { code: string; errors: { line: number; code: string; fix: string }[] };
type Kept = Problem & {
  units: number;
  rejectedRows: number;
  rejections: { line: number; code: string }[];
};
type Unit = { code: string; simulated: boolean };

describe('the hierarchy of the XPCC', () => {
  let coverage: RunningCoverage;
  const send = (more: object = {}) =>
    coverage.post<Problem>('/v1/xpcc/registers', { ...MADE_UP_XPCC, ...more });
  const withLines = (...lines: string[]) => send({ csv: [MADE_UP_XPCC.csv, ...lines].join('\n') });

  beforeAll(async () => {
    coverage = await startCoverage();
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('lies over a public register, which must be there', async () => {
    const { status, body } = await send();
    expect([status, body.code]).toEqual([409, 'coverage.xpcc.no-public-register']);
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
  });

  it.each([
    [
      'a cycle',
      ['A,甲,regiment,B,', 'B,乙,regiment,A,'],
      [
        [7, 'cycle'],
        [8, 'cycle'],
      ],
    ],
    [
      'two parents',
      ['X99-01-1,示例一连,company,X99-02,'],
      [
        [5, 'two-parents'],
        [7, 'two-parents'],
      ],
    ],
    ['a parent that is missing', ['A,甲,regiment,X98,'], [[7, 'parent-missing']]],
    ['a company in a division', ['A,甲,company,X99,'], [[7, 'parent-mismatch']]],
    ['ground nobody knows', ['A,甲,division,,659099'], [[7, 'unit-unknown']]],
    ['a level nobody knows', ['A,甲,platoon,X99,'], [[7, 'not-in-list']]],
    ['a unit twice', ['X99-02,示例二团,regiment,X99,'], [[7, 'code-repeated']]],
  ])(
    'with %s is refused, the lines named, and nothing of it is kept',
    async (_what, lines, faults) => {
      const { status, body } = await withLines(...lines);
      expect([status, body.code]).toEqual([400, 'coverage.xpcc.refused']);
      expect(body.errors.map(({ line, code }) => [line, code])).toEqual(faults);
      expect(await coverage.db.query('SELECT 1 FROM xpcc_units')).toEqual([]);
    },
  );

  it('is loaded whole, once, and is not changed', async () => {
    expect((await send()).status).toBe(201);
    expect(await send()).toMatchObject({ status: 200, body: { changed: false, units: 5 } });
    const { status, body } = await withLines('X99-03,示例三团,regiment,X99,');
    expect([status, body.code]).toEqual([409, 'coverage.xpcc.differs']);
  });

  it('is taken with its good rows where that is asked for, the others named', async () => {
    const csv = [
      MADE_UP_XPCC.csv,
      'X98,示例第九十八师,division,,659099',
      'X98-01,示例三团,regiment,X98,',
      'X98-01-1,示例三连,company,X98-01,',
      'X97,示例第九十七师,division,,',
    ].join('\n');
    const edition = { ...MADE_UP_XPCC, registerDate: '2021-06-30', csv };
    expect((await coverage.post('/v1/xpcc/registers', edition)).status).toBe(400);
    const keeping = { ...edition, keepGoodRows: true };
    const { status, body } = await coverage.post<Kept>('/v1/xpcc/registers', keeping);
    expect([status, body.units, body.rejectedRows]).toEqual([201, 6, 3]);
    expect(body.rejections.map(({ line, code }) => [line, code])).toEqual([
      [7, 'unit-unknown'],
      [8, 'parent-refused'],
      [9, 'parent-refused'],
    ]);
    const again = await coverage.post<Kept>('/v1/xpcc/registers', keeping);
    expect([again.status, again.body.units]).toEqual([200, 6]);
    const none = {
      ...keeping,
      registerDate: '2022-06-30',
      csv: `${csv.split('\n')[0]}\nA,甲,platoon,,`,
    };
    expect((await coverage.post('/v1/xpcc/registers', none)).status).toBe(400);
  });

  it('is walked from the top, from a unit up, and from the ground; every answer says made up', async () => {
    const get = async <Body>(path: string) => (await coverage.get<Body>(path)).body;
    const below = await get<{ items: Unit[] }>('/v1/xpcc/units?parent=X99&asOf=2020-09-27');
    expect(below.items.map(({ code }) => code)).toEqual(['X99-01', 'X99-02']);
    const { path } = await get<{ path: Unit[] }>('/v1/xpcc/units/X99-01-1?asOf=2020-09-27');
    expect(path.map(({ code }) => code)).toEqual(['X99', 'X99-01', 'X99-01-1']);
    const over = await get<{ items: Unit[] }>('/v1/units/653024/xpcc?asOf=2020-09-27');
    expect(over.items.map(({ code }) => code)).toEqual(['X99-01']);
    for (const unit of [...below.items, ...path, ...over.items]) expect(unit.simulated).toBe(true);
    const none = await coverage.get<Problem>('/v1/xpcc/units/X98');
    expect([none.status, none.body.code]).toEqual([404, 'coverage.xpcc.unknown']);
  });

  it('is told as it was known before a list was loaded', async () => {
    const paths = [
      '/v1/xpcc/units?asOf=2021-03-01',
      '/v1/xpcc/units/X99-01-1?asOf=2021-03-01',
      '/v1/units/653024/xpcc?asOf=2021-03-01',
    ];
    const tell = (more = '') =>
      Promise.all(paths.map(async (path) => (await coverage.get(`${path}${more}`)).body));
    const knownAt = `&knownAt=${encodeURIComponent(new Date().toISOString())}`;
    const before = await tell();
    const csv = MADE_UP_XPCC.csv.replaceAll('示例', '另例');
    expect((await send({ registerDate: '2021-01-31', csv })).status).toBe(201);
    const after = await tell();
    for (const [i, told] of before.entries()) expect(after[i]).not.toEqual(told);
    expect(await tell(knownAt)).toEqual(before);
    const later = new Date(Date.now() + 3_600_000).toISOString();
    for (const path of paths) {
      const future = await coverage.get<Problem>(`${path}&knownAt=${later}`);
      expect([future.status, future.body.code]).toEqual([400, 'coverage.known-at.in-future']);
    }
    const tooEarly = '/v1/xpcc/units/X99?asOf=2021-03-01&knownAt=2020-01-01T00:00:00Z';
    expect((await coverage.get(tooEarly)).status).toBe(404);
  });
});
