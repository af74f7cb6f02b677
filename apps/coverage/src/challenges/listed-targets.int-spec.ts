import { challengesOf, operator, regulator, row, V1, V2 } from '../testing/challenge-world';
import { tellSmallCounty } from '../testing/report-world';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

describe('a challenge to a target of a list', () => {
  let coverage: RunningCoverage;
  let does: ReturnType<typeof challengesOf>;

  beforeAll(async () => {
    coverage = await startCoverage();
    does = challengesOf(coverage, Date.now());
    await tellSmallCounty(coverage);
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('is opened by its id, and moves what is counted there', async () => {
    const since = { from: '2020-01-01', servedFrom: '2020-02-01', source: 'made up for a test' };
    const targets = [
      { targetId: 'bh-1', list: 'border-hamlet', placeCode: V1, nodeId: 'n-bh', ...since },
      { targetId: 'po-1', list: 'township-post-office', placeCode: V1.slice(0, 9), ...since },
    ].map((one) => ({ ...one, name: '对象', simulated: true }));
    await coverage.post('/v1/coverage-targets', { targets });
    const hamlet = { unitCode: undefined, targetId: 'bh-1', indicator: 'border-hamlet' };
    const office = { reason: 'closed', targetId: 'po-1', indicator: 'township-post-office' };
    const opened = await does.open(
      row(hamlet),
      row({ ...office, unitCode: undefined, challengeId: 'c-2' }),
      row({ ...hamlet, challengeId: 'c-3', targetId: 'po-1' }),
      row({ ...hamlet, challengeId: 'c-4', unitCode: V1 }),
      row({ ...hamlet, challengeId: 'c-5', targetId: undefined }),
      row({ challengeId: 'c-6', targetId: 'bh-1' }),
      row({ challengeId: 'c-7', unitCode: undefined }),
      row({ challengeId: 'c-8', unitCode: V1.slice(0, 9) }),
    );
    expect(opened.results.map(({ index }) => index)).toEqual([0, 1]);
    expect(opened.rejections.map(({ field, code }) => [field, code])).toEqual([
      ['targetId', 'challenge.target-unknown'],
      ['unitCode', 'challenge.by-list'],
      ['targetId', 'challenge.by-list'],
      ['targetId', 'challenge.by-register'],
      ['unitCode', 'challenge.by-register'],
      ['unitCode', 'challenge.unit-not-counted'],
    ]);
    expect(await does.find('c-1')).toMatchObject({ unitCode: `${V1}-bh-1`, targetId: 'bh-1' });
    const { body } = await coverage.get<{ items: { challengeId: string }[] }>(
      `/v1/challenges?unit=653023`,
    );
    expect(body.items.map(({ challengeId }) => challengeId)).toEqual(['c-1', 'c-2']);
    const stateOf = async (indicator: string) => {
      const answer = await coverage.get<{ items: { state: string; rule: string }[] }>(
        `/v1/coverage/units?indicator=${indicator}&asOf=2020-09-27&unit=653023`,
      );
      return answer.body.items.map(({ state, rule }) => [state, rule]);
    };
    const declared = [['declared-only', 'declared-without-evidence']];
    expect(await stateOf('border-hamlet')).toEqual(declared);
    await does.tellAt('LX00000001CN', V1);
    await does.tellAt('LX00000002CN', V2, { nodeId: 'n-bh' });
    const dispute = { challengeId: 'c-1', answer: 'dispute', ...operator };
    const elsewhere = await does.answer({ ...dispute, trackingNumbers: ['LX00000001CN'] });
    expect(elsewhere.rejections.map(({ code }) => code)).toEqual(['challenge.parcel-elsewhere']);
    const there = await does.answer({ ...dispute, trackingNumbers: ['LX00000002CN'] });
    expect(there.accepted).toBe(1);
    expect(await stateOf('border-hamlet')).toEqual([['observed', 'evidence-in-window']]);
    await does.settle({ challengeId: 'c-1', settlement: 'uphold', ...regulator });
    const ruled = [['contradicted', 'settled-challenge']];
    expect(await stateOf('border-hamlet')).toEqual(ruled);
    expect(await stateOf('township-post-office')).toEqual(declared);
    expect(await does.clock(31)).toBe(1);
    expect(await stateOf('township-post-office')).toEqual(ruled);

    // A later register has another code for the village it lies in, and the ruling is of the target.
    const recoded = V1.replace(/201$/, '231');
    await coverage.post('/v1/registers', {
      ...REAL_REGISTER,
      registerDate: '2023-06-30',
      csv: SMALL_REGISTER_CSV.replace(`${V1},`, `${recoded},`),
    });
    const restated = await coverage.get<{ items: object[] }>(
      '/v1/coverage/units?indicator=border-hamlet&asOf=2020-09-27&unit=653023&registerDate=2023-06-30',
    );
    expect(restated.body.items).toMatchObject([
      { code: `${recoded}-bh-1`, state: 'contradicted', rule: 'settled-challenge' },
    ]);
  });
});
