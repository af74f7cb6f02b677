import { isZhEn } from '@youlu/vocabulary';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

const VILLAGE = '653024200201';
type Rejection = { index: number; field: string; code: string; reason: string; fix: string };
type Answer = {
  accepted: number;
  rejected: number;
  rejections: Rejection[];
  results: { index: number; outcome: string }[];
};

const row = (declarationId: string, more: object = {}) => ({
  declarationId,
  unitCode: VILLAGE,
  indicator: 'village-express',
  from: '2020-01-01',
  source: '县申报表',
  ...more,
});

describe('declarations', () => {
  let coverage: RunningCoverage;
  const declare = async (...declarations: unknown[]): Promise<Answer> => {
    const { status, body } = await coverage.post<Answer>('/v1/declarations', { declarations });
    expect(status).toBe(200);
    return body;
  };
  const stored = async (): Promise<number> => {
    const { body } = await coverage.get<{ declarations: number }>('/v1/coverage/totals');
    return body.declarations;
  };

  beforeAll(async () => {
    coverage = await startCoverage();
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('are refused while no register knows the unit', async () => {
    const { rejections } = await declare(row('d-0'));
    expect(rejections).toMatchObject([{ index: 0, code: 'declaration.unit-unknown' }]);
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
    expect((await declare(row('d-0'))).accepted).toBe(1);
  });

  it('are judged row by row, and the good ones kept', async () => {
    const answer = await declare(
      row('d-1', { mode: 'post-express', simulated: true }),
      row('d-2', { unitCode: '653024200299' }),
      row('d-3', { unitCode: '653024100001' }), // a community
      row('d-4', { unitCode: '653024200' }), // a township
      row('d-5', { frequencyPerWeek: 3 }),
      row('d-6', { indicator: 'village-direct-mail', frequencyPerWeek: 3 }),
      row('d-7', { indicator: 'village-direct-mail', mode: 'direct' }),
      row('d-8', { to: '2020-01-01' }),
      row('d-9', { from: '2020-02-30' }),
      row('d-10', { phone: '13800000000' }),
      'not a row',
      row('d-11', { indicator: 'township-outlet', unitCode: '653024200' }),
    );
    expect(answer.results.map(({ index, outcome }) => [index, outcome])).toEqual([
      [0, 'stored'],
      [5, 'stored'],
      [11, 'stored'],
    ]);
    expect(answer.rejections.map(({ index, field, code }) => [index, field, code])).toEqual([
      [1, 'unitCode', 'declaration.unit-unknown'],
      [2, 'unitCode', 'declaration.unit-not-counted'],
      [3, 'unitCode', 'declaration.unit-not-counted'],
      [4, 'frequencyPerWeek', 'declaration.frequency-out-of-place'],
      [6, 'mode', 'declaration.mode-out-of-place'],
      [7, 'to', 'declaration.period-empty'],
      [8, 'from', 'not-a-day'],
      [9, 'phone', 'unknown-field'],
      [10, undefined, 'wrong-type'],
    ]);
    expect(answer.rejections.every(({ reason, fix }) => isZhEn(reason) && isZhEn(fix))).toBe(true);
    expect([answer.accepted, answer.rejected]).toEqual([3, 9]);
    expect(await stored()).toBe(4);
  });

  it('sent again are accepted unchanged; other content under the id is refused', async () => {
    const again = row('d-1', { mode: 'post-express', simulated: true });
    const answer = await declare(
      again,
      again,
      row('d-1', { mode: 'direct', simulated: true }),
      row('d-20'),
      row('d-20', { from: '2020-02-01' }),
    );
    expect(answer.results.map(({ index, outcome }) => [index, outcome])).toEqual([
      [0, 'unchanged'],
      [1, 'unchanged'],
      [3, 'stored'],
    ]);
    expect(answer.rejections).toMatchObject([
      { index: 2, field: 'declarationId', code: 'declaration.id-taken' },
      { index: 4, field: 'declarationId', code: 'declaration.id-taken' },
    ]);
    expect(answer.rejections[0]?.fix).toContain('new declarationId');
    expect(await stored()).toBe(5);
  });

  it('answer byte for byte the same under the same Idempotency-Key', async () => {
    const body = { declarations: [row('d-30')] };
    const key = { 'idempotency-key': 'k-30' };
    const first = await coverage.post<Answer>('/v1/declarations', body, key);
    const second = await coverage.post<Answer>('/v1/declarations', body, key);
    expect(first.body.results).toMatchObject([{ outcome: 'stored' }]);
    expect(second.text).toBe(first.text);
  });

  it('of a county are completed by a filing, and silence then means no', async () => {
    const filing = {
      filingId: 'f-1',
      countyCode: '653023',
      indicator: 'village-express',
      from: '2020-09-01',
      source: '县申报表',
    };
    const { body } = await coverage.post<Answer>('/v1/declaration-filings', {
      filings: [filing, filing, { ...filing, filingId: 'f-2', countyCode: '653023100' }],
    });
    expect(body.results.map(({ outcome }) => outcome)).toEqual(['stored', 'unchanged']);
    expect(body.rejections).toMatchObject([{ index: 2, code: 'declaration.not-a-county' }]);
    const states = async (asOf: string) => {
      const path = `/v1/coverage/units?indicator=village-express&unit=653023&asOf=${asOf}`;
      const answer = await coverage.get<{ items: { state: string; rule: string }[] }>(path);
      return [...new Set(answer.body.items.map(({ state, rule }) => `${state} ${rule}`))];
    };
    expect(await states('2020-08-31')).toEqual(['unknown no-filing']);
    expect(await states('2020-09-01')).toEqual(['not-served filing-complete-not-declared']);
  });

  it('come in lists of at most 1,000, and in an envelope without other fields', async () => {
    type Problem = { field: string };
    const post = async (body: object): Promise<[number, string]> => {
      const answer = await coverage.post<Problem>('/v1/declarations', body);
      return [answer.status, answer.body.field];
    };
    const many = Array.from({ length: 1001 }, (_, i) => row(`m-${i}`));
    expect(await post({ declarations: many })).toEqual([413, 'declarations']);
    expect(await post({ rows: [] })).toEqual([400, 'declarations']);
    expect(await post({ declarations: [row('x')], county: '653024' })).toEqual([400, 'county']);
    expect(await stored()).toBe(6);
  });

  it('say whose service it is, if they say so, and never in the name of a person', async () => {
    const named = row('d-named', { operator: '州邮政分公司' });
    expect((await declare(named)).results).toMatchObject([{ outcome: 'stored' }]);
    expect((await declare(named)).results).toMatchObject([{ outcome: 'unchanged' }]);
    const { rejections } = await declare(
      row('d-named', { operator: '某快递公司' }),
      row('d-named'),
      row('d-person', { operator: '张三 13800000000' }),
    );
    const byIndex = rejections.sort((a, b) => a.index - b.index);
    expect(byIndex.map(({ index, code }) => [index, code])).toEqual([
      [0, 'declaration.id-taken'],
      [1, 'declaration.id-taken'],
      [2, 'declaration.personal'],
    ]);
    const { text } = await coverage.get('/v1/evidence-export/declarations');
    expect(text).toContain(',州邮政分公司,县申报表,');
  });
});
