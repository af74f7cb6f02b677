import { isZhEn } from '@youlu/vocabulary';
import { SuccessionBetween } from '../../lineage/succession/succession-between.query';
import { recheckUnits } from '../../testing/rechecked-units';
import { loadConfirmed, type RunningCoverage, startCoverage } from '../../testing/running-coverage';

type Change = {
  changeId: string;
  kind: string;
  status: string;
  from: { code: string; name: string }[];
  to: { code: string; name: string }[];
  decidedBy: string;
  document: string | null;
  supersededAt: string | null;
};
type Page = { items: Change[] };
type Life = { units: { stretches: { code: string }[] }[]; changes: { kind: string }[] };
type Decided = {
  code?: string;
  results: { outcome: string; changeIds: string[] }[];
  rejections: { line: number; code: string }[];
  superseded: string[];
  leftWaiting: string[];
};
type Problem = Decided & { errors: { line: number; code: string; fix: string }[]; detail: string };

const HEAD = [
  'code,name',
  '65,区',
  '6530,克州',
  '653024,乌恰县',
  '653024200,黑孜苇乡',
  '653024201,托云乡',
];
const VILLAGES = ['库勒', '康什维尔', '坎久干', '阿依布拉克', '江吉尔', '也克铁热克', '昆都'];
const csvOf = (rows: string[]) => [...HEAD, ...rows].join('\n');
const before = VILLAGES.map((name, i) => `65302420020${i},${name}村委会`);
/** The first village is gone, and a village nobody knows has its place in the neighbouring township. */
const after = [...before.slice(1), '653024201200,伊尔克什坦村委会'];
const [GONE, NEW, KEPT, OTHER] = ['653024200200', '653024201200', '653024200201', '653024200202'];
const EDITION = { name: '名录', source: 'made up', licence: 'none' };
const BY = { decidedBy: '克州民政局', document: '克民发〔2021〕3号' };

describe('a decision on changes', () => {
  let coverage: RunningCoverage;
  let between: SuccessionBetween;
  const list = async (more = '') =>
    (await coverage.get<Page>(`/v1/changes?earlier=2020-06-30${more}`)).body.items;
  const find = async (kind: string, more = '') => (await list(`&kind=${kind}${more}`))[0] as Change;
  const succession = () => between.read('2020-06-30', '2021-10-31');
  const unitId = async (code: string, asOf: string) =>
    (await coverage.get<{ unitId: string }>(`/v1/units/${code}?asOf=${asOf}`)).body.unitId;
  const decide = (rows: string[], more: object = {}) =>
    coverage.post<Problem>('/v1/changes/decisions', {
      decidedBy: '州局',
      csv: ['change_id,earlier,later,kind,from,to,effective_on,decision', ...rows].join('\n'),
      ...more,
    });

  beforeAll(async () => {
    coverage = await startCoverage();
    between = coverage.app.get(SuccessionBetween, { strict: false });
    for (const [registerDate, rows] of [
      ['2020-06-30', before],
      ['2021-10-31', after],
    ] as const) {
      const register = { ...EDITION, registerDate, csv: csvOf(rows) };
      expect((await loadConfirmed(coverage, register)).status).toBe(201);
    }
  }, 60_000);
  afterEach(async () => {
    expect(await recheckUnits(coverage).compare(coverage.db)).toMatchObject({ differences: [] });
  });
  afterAll(() => coverage?.stop());

  it('finds what the editions say: one unit gone, one new', async () => {
    expect((await list()).map(({ kind, from, to }) => [kind, from[0]?.name, to[0]?.name])).toEqual(
      expect.arrayContaining([
        ['abolish', '库勒村委会', undefined],
        ['create', undefined, '伊尔克什坦村委会'],
      ]),
    );
    expect((await succession()).inheritorsOf(GONE)).toEqual([]);
  });

  it('corrects it to a transfer: both give way, the unit lives on, the earlier word stays', async () => {
    const known = Date.now();
    const life = async (code: string, query = '') =>
      (await coverage.get<Life>(`/v1/units/${code}/life${query}`)).body;
    const then = `?knownAt=${encodeURIComponent(new Date(known).toISOString())}`;
    const before = await Promise.all([life(GONE), life(NEW), life(`${KEPT}@2021-10-31`)]);
    const gone = await find('abolish');
    const { status, body } = await coverage.post<Decided>(`/v1/changes/${gone.changeId}/correct`, {
      ...BY,
      kind: 'transfer',
      from: [GONE],
      to: [NEW],
      effectiveOn: '2021-03-01',
    });
    expect(status).toBe(200);
    expect(body.superseded).toHaveLength(2);
    expect(body.leftWaiting).toEqual([]);
    expect((await succession()).inheritorsOf(GONE)).toEqual([NEW]);
    expect(await unitId(NEW, '2021-03-01')).toBe(`${GONE}@2020-06-30`);
    expect(await unitId(GONE, '2021-02-28')).toBe(`${GONE}@2020-06-30`);
    const [changeId = ''] = body.results[0]?.changeIds ?? [];
    const history = (await coverage.get<Page>(`/v1/changes/${changeId}`)).body.items;
    expect(
      history.map(({ kind, status, supersededAt }) => [kind, status, supersededAt === null]),
    ).toEqual([
      ['abolish', expect.any(String), false],
      ['create', expect.any(String), false],
      ['transfer', 'accepted', true],
    ]);
    expect(history[2]).toMatchObject({ decidedBy: '克州民政局', document: '克民发〔2021〕3号' });
    // As known then nothing had given way, and what has not been said is not told.
    const listed = (await list(`&kind=abolish&${then.slice(1)}`)).map((one) => one.supersededAt);
    expect(listed).toEqual([null]);
    const told = await coverage.get<Page>(`/v1/changes/${gone.changeId}${then}`);
    expect(told.body.items.map(({ kind, supersededAt }) => [kind, supersededAt])).toEqual([
      ['abolish', null],
    ]);
    expect((await coverage.get(`/v1/changes/${changeId}${then}`)).status).toBe(404);
    const earlier = await between.read('2020-06-30', '2021-10-31', known);
    expect(earlier.inheritorsOf(GONE)).toEqual([]); // as it was known then
    const today = async (query: string) =>
      (await coverage.get<{ units: { code: string }[] }>(`/v1/units/${GONE}/today${query}`)).body;
    expect((await today('')).units.map(({ code }) => code)).toEqual([NEW]);
    const asKnown = await today(`?knownAt=${encodeURIComponent(new Date(known).toISOString())}`);
    expect(asKnown).toMatchObject({ from: '2020-06-30', to: '2021-10-31', units: [] });
    const codesOf = ({ units }: Life) => units.map((u) => u.stretches.map(({ code }) => code));
    expect(codesOf(await life(NEW))).toEqual([[GONE, NEW]]);
    expect(codesOf(await life(NEW, then))).toEqual([[NEW]]);
    expect((await life(NEW)).changes.map(({ kind }) => kind)).toEqual(['transfer']);
    const asTold = [life(GONE, then), life(NEW, then), life(`${KEPT}@2021-10-31`, then)];
    expect(await Promise.all(asTold)).toEqual(before);
    const tooEarly = `/v1/units/${NEW}/life?knownAt=2020-01-01T00:00:00Z`;
    expect((await coverage.get(tooEarly)).status).toBe(404);
    const events = await coverage.db.query(`SELECT 1 FROM decisions WHERE act = 'decide'`);
    expect(events).toHaveLength(1);
  });

  it('is made once: the same again changes nothing', async () => {
    const told = await find('transfer');
    const path = `/v1/changes/${told.changeId}`;
    const accepted = await coverage.post<Decided>(`${path}/accept`, BY);
    expect(accepted.body.results[0]?.outcome).toBe('unchanged');
    expect(await coverage.db.query(`SELECT 1 FROM decisions WHERE act = 'decide'`)).toHaveLength(1);
  });

  it('goes out as a list and comes back as one, by line, with what was decided', async () => {
    const told = await find('transfer');
    const csv = (
      await coverage.get<unknown>('/v1/changes?earlier=2020-06-30', { accept: 'text/csv' })
    ).text;
    const rejected = csv
      .trim()
      .split('\n')
      .map((line) => (line.startsWith(told.changeId) ? `${line}reject` : line))
      .join('\n');
    const { status, body } = await coverage.post<Decided>('/v1/changes/decisions', {
      decidedBy: '自治区民政厅',
      csv: rejected,
    });
    expect([status, body.results.length, body.rejections]).toEqual([200, 1, []]);
    expect((await succession()).inheritorsOf(GONE)).toEqual([]);
    expect(await unitId(NEW, '2021-10-31')).toBe(`${NEW}@2021-10-31`);
    const again = await coverage.post<Problem>('/v1/changes/decisions', {
      decidedBy: '自治区民政厅',
      csv: rejected,
    });
    expect([again.status, again.body.errors[0]?.code]).toEqual([400, 'change-unknown']);
  });

  it('refuses what cannot be, naming each line, and decides nothing', async () => {
    const rows = await coverage.db.query(`SELECT 1 FROM changes`);
    const bad = await decide([
      `,2020-06-30,2021-10-31,recode,${GONE},653024299299,,add`, // 2: unknown unit
      `,2021-10-31,2020-06-30,recode,${NEW},${GONE},,add`, // 3: back in time
      `,2020-06-30,2021-10-31,transfer,${GONE},${NEW},2020-06-30,add`, // 4: both on one day
      `,2020-06-30,2021-10-31,merge,${GONE},${NEW},,add`, // 5: one unit is no merge
      `,2020-06-30,2021-10-31,move,${GONE},${NEW},,add`, // 6: no such kind
      `,2020-06-30,2021-10-31,transfer,${GONE},${NEW},soon,add`, // 7
      `,2020-06-30,2021-10-31,rename,${KEPT},${OTHER},,add`, // 8 and 9: two parents of one
      `,2020-06-30,2021-10-31,rename,${OTHER},${OTHER},,add`,
      `nonsense,,,,,,,accept`, // 10
      `,2020-06-30,2021-10-31,transfer,${GONE},620000000000,,add`, // 11
    ]);
    expect(bad.status).toBe(400);
    expect(bad.body.errors.map(({ line, code }) => [line, code])).toEqual([
      [6, 'not-in-list'],
      [7, 'not-a-day'],
      [10, 'not-an-id'],
    ]);
    const good = await decide(
      [
        `,2020-06-30,2021-10-31,recode,${GONE},653024299299,,add`,
        `,2021-10-31,2020-06-30,recode,${NEW},${GONE},,add`,
        `,2020-06-30,2021-10-31,transfer,${GONE},${NEW},2020-06-30,add`,
        `,2020-06-30,2021-10-31,merge,${GONE},${NEW},,add`,
        `,2020-06-30,2021-10-31,recode,${KEPT},${OTHER},,add`,
        `,2020-06-30,2021-10-31,rename,${OTHER},${OTHER},,add`,
        `,2020-06-30,2021-10-31,transfer,${GONE},620000000000,,add`,
      ],
      {},
    );
    expect(good.body.errors.map(({ line, code }) => [line, code])).toEqual(
      expect.arrayContaining([
        [2, 'unit-unknown'],
        [3, 'cycle'],
        [4, 'overlapping-validity'],
        [5, 'wrong-sides'],
        [6, 'two-parents'],
        [7, 'two-parents'],
        [8, 'other-region'],
      ]),
    );
    expect(good.body.errors.every(({ fix }) => isZhEn(fix))).toBe(true);
    expect(await coverage.db.query(`SELECT 1 FROM changes`)).toHaveLength(rows.length);
  });

  it('keeps good lines where it is asked to, and half-applies none', async () => {
    const { status, body } = await decide(
      [
        `,2020-06-30,2021-10-31,transfer,${GONE},${NEW},2021-05-01,add`,
        `,2020-06-30,2021-10-31,recode,${KEPT},${OTHER},,add`,
        `,2020-06-30,2021-10-31,rename,${OTHER},${OTHER},,add`,
        `,2020-06-30,2021-10-31,move,${KEPT},${KEPT},,add`,
      ],
      { keepGoodRows: true },
    );
    expect(status).toBe(200);
    expect(body.results).toHaveLength(1);
    expect(body.rejections.map(({ line, code }) => [line, code])).toEqual([
      [3, 'two-parents'],
      [4, 'two-parents'],
      [5, 'not-in-list'],
    ]);
    expect((await succession()).inheritorsOf(GONE)).toEqual([NEW]);
    expect((await succession()).inheritorsOf(KEPT)).toEqual([KEPT]);
  });

  it('is carried to the step it belongs to when an edition comes between', async () => {
    const edition = { ...EDITION, registerDate: '2021-01-31', csv: csvOf(before) };
    const { status, body } = await loadConfirmed<{
      code?: string;
      detail?: string;
      decisionsToRepeat: string[];
    }>(coverage, edition);
    expect([status, body.decisionsToRepeat]).toEqual([201, []]);
    const [transfer] = (await coverage.get<Page>('/v1/changes?kind=transfer&status=accepted')).body
      .items;
    expect(transfer).toMatchObject({
      earlier: '2021-01-31',
      later: '2021-10-31',
      effectiveOn: '2021-05-01',
      status: 'accepted',
    });
    expect((await succession()).inheritorsOf(GONE)).toEqual([NEW]);
  });
});
