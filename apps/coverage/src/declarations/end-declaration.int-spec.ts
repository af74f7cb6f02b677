import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

const VILLAGE = '653024200201';
type Problem = { code: string; field: string; detail: string };
type Ended = { endsOn: string; changed: boolean };
type Units = { items: { code: string; state: string }[] };
type Modes = { denominator: number; items: { mode: string; declared: number }[] };

describe('the end of a declaration', () => {
  let coverage: RunningCoverage;
  const row = {
    declarationId: 'd-1',
    unitCode: VILLAGE,
    indicator: 'village-express',
    mode: 'post-express',
    from: '2020-01-01',
    source: '县申报表',
  };
  const declare = async (...declarations: object[]) => {
    type Answer = { accepted: number; results: { outcome: string }[] };
    const { body } = await coverage.post<Answer>('/v1/declarations', { declarations });
    return body.results.map(({ outcome }) => outcome);
  };
  const end = (id: string, body: object) =>
    coverage.post<Problem & Ended>(`/v1/declarations/${id}/end`, body);
  const stateOn = async (asOf: string) => {
    const path = `/v1/coverage/units?indicator=village-express&unit=${VILLAGE}&asOf=${asOf}`;
    return (await coverage.get<Units>(path)).body.items[0]?.state;
  };

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('holds from its first day on, and what was declared stays as it was said', async () => {
    await declare(row);
    expect(await stateOn('2020-09-30')).toBe('declared-only');
    const { status, body } = await end('d-1', { endsOn: '2020-10-01' });
    expect([status, body.endsOn, body.changed]).toEqual([200, '2020-10-01', true]);
    expect(await stateOn('2020-09-30')).toBe('declared-only');
    expect(await stateOn('2020-10-01')).toBe('unknown');
    expect(await declare(row)).toEqual(['unchanged']);
    expect(await stateOn('2020-10-01')).toBe('unknown');
  });

  it('is the same when it is sent again, and is not moved', async () => {
    expect(await end('d-1', { endsOn: '2020-10-01' })).toMatchObject({
      status: 200,
      body: { changed: false },
    });
    const moved = await end('d-1', { endsOn: '2020-11-01' });
    expect([moved.status, moved.body.code]).toEqual([409, 'declaration.not-open']);
    expect(moved.body.detail).toContain('new declarationId');
  });

  it.each([
    ['an unknown id', 'd-99', { endsOn: '2020-10-01' }, 404, 'declaration.unknown'],
    ['an end before it begins', 'd-2', { endsOn: '2020-01-01' }, 400, 'declaration.period-empty'],
    ['a day that does not exist', 'd-2', { endsOn: '2020-02-30' }, 400, 'request.invalid'],
    ['no day', 'd-2', {}, 400, 'request.invalid'],
    ['a further field', 'd-2', { endsOn: '2020-10-01', why: 'x' }, 400, 'request.invalid'],
    ['one declared with an end', 'd-3', { endsOn: '2020-10-01' }, 409, 'declaration.not-open'],
  ])('is refused for %s', async (_what, id, body, status, code) => {
    await declare(
      { ...row, declarationId: 'd-2' },
      { ...row, declarationId: 'd-3', to: '2020-08-01' },
    );
    const answer = await end(id, body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('leaves a village that is declared twice declared, in the mode that is left', async () => {
    await declare(
      { ...row, declarationId: 'm-1', unitCode: '653024200202', mode: 'bus-carried' },
      { ...row, declarationId: 'm-2', unitCode: '653024200202', mode: 'shop-agent' },
    );
    const modes = async (asOf: string) => {
      const path = `/v1/coverage/modes?unit=653024&asOf=${asOf}`;
      const { body } = await coverage.get<Modes>(path);
      expect(body.denominator).toBe(4);
      return body.items.filter((item) => item.declared > 0).map((item) => item.mode);
    };
    expect(await modes('2020-07-01')).toEqual(['post-express', 'bus-carried', 'shop-agent']);
    await end('m-1', { endsOn: '2020-09-01' });
    await end('d-2', { endsOn: '2020-09-01' });
    expect(await modes('2020-09-01')).toEqual(['post-express', 'shop-agent']);
    expect(await modes('2020-10-01')).toEqual(['shop-agent']);
  });
});
