import { isZhEn } from '@youlu/vocabulary';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

const VILLAGE = '653024200201';
type Rejection = { index: number; field: string; code: string; reason: string; fix: string };
type Answer = { accepted: number; rejections: Rejection[] };
type Problem = { code: string; field?: string };

const row = (more: object = {}) => ({
  declarationId: 'd-1',
  unitCode: VILLAGE,
  indicator: 'village-direct-mail',
  frequencyPerWeek: 3,
  from: '2020-01-01',
  source: '县申报表',
  ...more,
});

describe('a bad declaration', () => {
  let coverage: RunningCoverage;
  const declare = (declarations: unknown) =>
    coverage.post<Answer & Problem>('/v1/declarations', { declarations });

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
  }, 60_000);
  afterAll(() => coverage?.stop());

  it.each([
    ['full-width digits', { unitCode: '６５３０２４２００２０１' }, 'unitCode'],
    ['a code cut in the middle', { unitCode: '65302420020' }, 'unitCode'],
    ['a code as a number', { unitCode: 653_024_200_201 }, 'unitCode'],
    ['a unit no register knows', { unitCode: '653024200999' }, 'unitCode'],
    ['a day that does not exist', { from: '2020-02-30' }, 'from'],
    ['a day of another calendar', { from: '民国109年1月1日' }, 'from'],
    ['an end that does not exist', { to: '2021-02-29' }, 'to'],
    ['an end before its begin', { to: '2019-12-31' }, 'to'],
    ['a negative frequency', { frequencyPerWeek: -3 }, 'frequencyPerWeek'],
    ['an absurd frequency', { frequencyPerWeek: 1e300 }, 'frequencyPerWeek'],
    ['half a visit', { frequencyPerWeek: 2.5 }, 'frequencyPerWeek'],
    ['a full-width frequency', { frequencyPerWeek: '３' }, 'frequencyPerWeek'],
    ['an unknown indicator', { indicator: 'village-drone' }, 'indicator'],
    ['an empty id', { declarationId: '' }, 'declarationId'],
    ['an empty source', { source: '' }, 'source'],
    ['a source of 10 MB', { source: 'x'.repeat(900_000) }, 'source'],
    ['a further field', { phone: '13800000000' }, 'phone'],
  ])('with %s is refused alone, naming the field', async (_what, change, field) => {
    const { status, body, text } = await declare([row({ declarationId: 'good' }), row(change)]);
    expect([status, body.accepted]).toEqual([200, 1]);
    expect(body.rejections).toMatchObject([{ index: 1, field }]);
    const { reason = '', fix = '' } = body.rejections[0] ?? {};
    expect([isZhEn(reason), isZhEn(fix)]).toEqual([true, true]);
    expect(text.length).toBeLessThan(5_000); // a bad value is named, not sent back
  });

  it('among none, or in a body that is too large or cut in the middle, is refused whole', async () => {
    expect((await declare([])).status).toBe(400);
    const large = await declare([row({ source: 'x'.repeat(10_000_000) })]);
    expect(large.status).toBe(413);
    const cut = await coverage.app.inject({
      method: 'POST',
      url: '/v1/declarations',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ declarations: [row()] }).slice(0, -20),
    });
    expect(cut.statusCode).toBe(400);
  });

  it('is not one that overlaps another of its unit: the unit counts once, by the stricter', async () => {
    await declare([
      row({ declarationId: 'o-1', frequencyPerWeek: 3, to: '2020-07-01' }),
      row({ declarationId: 'o-2', frequencyPerWeek: 6, from: '2020-06-01' }),
    ]);
    type Rates = { items: { declared: number }[] };
    const { body } = await coverage.get<Rates>(
      '/v1/coverage/rates?indicator=village-direct-mail&level=region&asOf=2020-06-15',
    );
    expect(body.items[0]?.declared).toBe(1);
    type Units = { items: { reason: string; declaredFrom: string }[] };
    const { body: units } = await coverage.get<Units>(
      `/v1/coverage/units?indicator=village-direct-mail&unit=${VILLAGE}&asOf=2020-06-15&lang=en`,
    );
    expect(units.items[0]?.declaredFrom).toBe('2020-01-01');
    expect(units.items[0]?.reason).toContain('short of 6 a week');
  });
});
