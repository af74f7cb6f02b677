import { addDays, dayOf } from '@youlu/vocabulary';
import {
  type Batch,
  challengesOf,
  operator,
  regulator,
  row,
  V1,
  V2,
  V3,
} from '../testing/challenge-world';
import { tellSmallCounty, VILLAGES_OF } from '../testing/report-world';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

describe('a challenge, and who decides it when', () => {
  let coverage: RunningCoverage;
  let does: ReturnType<typeof challengesOf>;

  beforeEach(async () => {
    coverage = await startCoverage();
    does = challengesOf(coverage, Date.now());
    await tellSmallCounty(coverage);
  }, 60_000);
  afterEach(() => coverage?.stop());

  it('is upheld when nobody answers in time, falls when nobody settles a dispute in time', async () => {
    await does.tellAt('LX00000002CN', V2);
    await does.open(row(), row({ challengeId: 'c-2', unitCode: V2 }));
    await does.answer({
      challengeId: 'c-2',
      answer: 'dispute',
      ...operator,
      trackingNumbers: ['LX00000002CN'],
    });
    expect((await does.find('c-1')).dueOn).toBe(addDays(dayOf(Date.now()), 30));
    expect(await does.clock(30)).toBe(0); // the last day is in time
    expect(await does.clock(31)).toBe(1);
    expect(await does.find('c-1')).toMatchObject({
      state: 'upheld',
      steps: [{ move: 'open' }, { move: 'time-out', standing: null, organisation: null }],
    });
    expect((await does.find('c-2')).state).toBe('disputed');
    expect(await does.clock(61)).toBe(1);
    expect(await does.find('c-2')).toMatchObject({ state: 'dismissed', ruling: null });
    expect(await does.clock(1_000)).toBe(0);
  });

  it('that says the register is wrong rules no state, by silence nor by a finding, and waits in a list', async () => {
    const boundary = { reason: 'wrong-boundary', statement: '本村已划归邻镇' };
    await does.tellAt('LX00000001CN', V1);
    await does.open(
      row(boundary),
      row({ ...boundary, challengeId: 'c-2', unitCode: V2 }),
      row({ challengeId: 'c-3', unitCode: V3 }),
    );
    await does.answer({ challengeId: 'c-2', answer: 'concede', ...operator });
    const ruled = await does.settle({ challengeId: 'c-2', settlement: 'uphold', ...regulator });
    expect(ruled.accepted).toBe(1);
    expect(await does.clock(31)).toBe(2);
    for (const id of ['c-1', 'c-2']) {
      expect(await does.find(id)).toMatchObject({
        state: 'referred',
        stateName: '转区划沿革审核，不裁定服务状态',
        dueOn: null,
        ruling: null,
      });
      const audit = await does.audited('challenge', id);
      expect(audit.at(-1)?.detail).toMatchObject({
        state: 'referred',
        referredTo: 'lineage-review',
      });
      expect(audit.at(-1)?.detail).not.toHaveProperty('ruling');
    }
    expect([await does.stateOf(V1), await does.stateOf(V2)]).toEqual(['observed', 'declared-only']);
    const listed = async (query: string) => {
      const { body } = await coverage.get<{ items: { challengeId: string }[] }>(
        `/v1/challenges?${query}`,
      );
      return body.items.map(({ challengeId }) => challengeId);
    };
    expect(await listed('reason=wrong-boundary&state=referred')).toEqual(['c-1', 'c-2']);
    expect(await listed('reason=delivered-only-to-township')).toEqual(['c-3']);
    await expect(
      does.execute(`UPDATE challenges SET state = 'open' WHERE challenge_id = 'c-1'`),
    ).rejects.toThrow('stays as it is');
  });

  it('takes no step after its last day, though the clock has not been round yet', async () => {
    await does.tellAt('LX00000002CN', V2);
    await does.open(row(), row({ challengeId: 'c-2', unitCode: V2 }));
    const dispute = { answer: 'dispute', ...operator, trackingNumbers: ['LX00000002CN'] };
    await does.answer({ challengeId: 'c-2', ...dispute });
    await does.endedDaysAgo(1);
    const late = await does.answer({ challengeId: 'c-1', ...dispute });
    const ruled = await does.settle({ challengeId: 'c-2', settlement: 'uphold', ...regulator });
    for (const { accepted, rejections } of [late, ruled]) {
      expect([accepted, rejections.map(({ code }) => code)]).toEqual([0, ['challenge.too-late']]);
    }
    const moves = async (id: string) => (await does.find(id)).steps.map(({ move }) => move);
    expect(await moves('c-1')).toEqual(['open', 'time-out']);
    expect((await does.find('c-1')).state).toBe('upheld');
    expect(await moves('c-2')).toEqual(['open', 'dispute', 'time-out']);
    expect(await does.find('c-2')).toMatchObject({ state: 'dismissed', ruling: null });
  });

  it('is a ruling for as long, however late the job of the clock runs', async () => {
    await does.open(row());
    await does.endedDaysAgo(40);
    expect(await does.clock(0)).toBe(1);
    const { ruling } = await does.find('c-1');
    expect(ruling).toMatchObject({ to: addDays(dayOf(Date.now()), 365 - 39) });
  });

  it('that claims service is upheld by a regulator only, and by silence never', async () => {
    const own = { ...operator, claims: 'served', reason: 'other' };
    await does.open(
      row(own),
      row({ ...own, challengeId: 'c-2', unitCode: V2 }),
      row({ ...own, challengeId: 'c-3', unitCode: V3 }),
    );
    const friend = { standing: 'operator', organisation: '另一快递公司' };
    await does.answer({ challengeId: 'c-2', answer: 'concede', ...friend });
    await does.settle({ challengeId: 'c-3', settlement: 'uphold', ...regulator });
    expect(await does.find('c-3')).toMatchObject({
      state: 'upheld',
      ruling: { verdict: 'served' },
    });
    expect(await does.clock(61)).toBe(2);
    for (const id of ['c-1', 'c-2']) {
      expect(await does.find(id)).toMatchObject({ state: 'dismissed', ruling: null });
    }
  });

  it('that claims service, upheld, makes a village declared that a filing had left out, not observed', async () => {
    const [, , , left = ''] = VILLAGES_OF('653023');
    type Rate = Record<'declared' | 'declaredOnly' | 'notServed' | 'observed', number>;
    const rate = async () => {
      const { body } = await coverage.get<{ items: Rate[] }>(
        '/v1/coverage/rates?indicator=village-express&asOf=2020-09-27&level=county&unit=653023',
      );
      const { declared, declaredOnly, notServed, observed } = body.items[0] ?? ({} as Rate);
      return { declared, declaredOnly, notServed, observed };
    };
    expect(await rate()).toEqual({ declared: 3, declaredOnly: 3, notServed: 1, observed: 0 });
    await does.open(row({ unitCode: left, claims: 'served', reason: 'other' }));
    await does.settle({ challengeId: 'c-1', settlement: 'uphold', ...regulator });
    expect(await rate()).toEqual({ declared: 4, declaredOnly: 4, notServed: 0, observed: 0 });
    const { body } = await coverage.get<{ items: object[] }>(
      `/v1/coverage/units?indicator=village-express&asOf=2020-09-27&unit=${left}`,
    );
    expect(body.items).toMatchObject([
      { state: 'declared-only', rule: 'settled-served', declaredFrom: null },
    ]);
    type Modes = { items: { mode: string; declared: number; href: string }[] };
    const modes = await coverage.get<Modes>(`/v1/coverage/modes?asOf=2020-09-27&unit=${left}`);
    for (const { mode, declared, href } of modes.body.items) {
      const behind = (await coverage.get<{ items: object[] }>(href)).body.items;
      expect([mode, declared, behind]).toMatchObject([mode, 1, [{ rule: 'settled-served' }]]);
    }
  });

  it('is settled by none of those who opened or answered it', async () => {
    await does.open(row(), row({ challengeId: 'c-2', unitCode: V2, ...regulator }));
    await does.answer(
      { challengeId: 'c-1', answer: 'concede', ...operator },
      { challengeId: 'c-2', answer: 'concede', ...operator },
    );
    const own = await does.settle(
      { challengeId: 'c-1', settlement: 'uphold', ...operator, standing: 'regulator' },
      { challengeId: 'c-2', settlement: 'uphold', ...regulator },
    );
    expect(own.rejections.map(({ field, code }) => [field, code])).toEqual([
      ['organisation', 'challenge.own-settlement'],
      ['organisation', 'challenge.own-settlement'],
    ]);
  });

  it('is answered by the operator that the declarations name, as they were when it was opened', async () => {
    const declare = async (declarationId: string, operatorName: string, more: object = {}) => {
      const of = { declarationId, unitCode: V1, indicator: 'village-express', from: '2020-02-01' };
      const told = { ...of, source: '县申报表', operator: operatorName, ...more };
      const { body } = await coverage.post<Batch>('/v1/declarations', { declarations: [told] });
      expect(body.accepted).toBe(1);
    };
    const concede = (challengeId: string, organisation: string) =>
      does.answer({ challengeId, answer: 'concede', standing: 'operator', organisation });
    await declare('d-post', '州邮政分公司');
    await does.open(row(), row({ challengeId: 'c-2' }));
    // The county's own declaration names nobody: whose service that is nobody knows.
    expect((await does.find('c-1')).operators).toEqual([]);
    expect((await concede('c-1', '某快递公司')).accepted).toBe(1);

    await coverage.post(`/v1/declarations/d-${V1}/end`, { endsOn: '2020-09-01' });
    await does.open(row({ challengeId: 'c-3' }));
    await declare('d-later', '某快递公司');
    expect((await does.find('c-3')).operators).toEqual(['州邮政分公司']);
    const stranger = await concede('c-3', '某快递公司');
    expect(stranger.rejections).toMatchObject([
      { field: 'organisation', code: 'challenge.not-its-operator' },
    ]);
    expect((await concede('c-3', '州邮政 分公司')).accepted).toBe(1);
    // What was open before the end was told stays open to whoever could answer it then.
    expect((await concede('c-2', '某快递公司')).accepted).toBe(1);
    await does.open(row({ challengeId: 'c-4', unitCode: V2 }));
    expect((await does.find('c-4')).operators).toEqual([]);
  });

  it('is about an operator under whichever code its unit was declared', async () => {
    const recoded = V1.replace(/201$/, '231');
    await coverage.post('/v1/registers', {
      ...REAL_REGISTER,
      registerDate: '2023-06-30',
      csv: SMALL_REGISTER_CSV.replace(`${V1},`, `${recoded},`),
    });
    const named = { declarationId: 'd-new', unitCode: recoded, from: '2023-07-01' };
    const told = { ...named, indicator: 'village-express', source: '县申报表', operator: '邮政' };
    await coverage.post('/v1/declarations', { declarations: [told] });
    await does.open(row({ since: '2023-08-01' }));
    expect((await does.find('c-1')).operators).toEqual([]); // the county's goes on as well
    await coverage.post(`/v1/declarations/d-${V1}/end`, { endsOn: '2023-07-01' });
    await does.open(row({ challengeId: 'c-2', since: '2023-08-01' }));
    expect((await does.find('c-2')).operators).toEqual(['邮政']);
  });

  it('that was true until something changed is a ruling until then', async () => {
    await does.open(row());
    const change = { challengeId: 'c-1', answer: 'concede-changed', ...operator };
    const none = await does.answer(change);
    expect(none.rejections).toMatchObject([{ field: 'changedOn', code: 'challenge.changed-on' }]);
    await does.answer({ ...change, changedOn: '2020-09-15' });
    await does.settle({ challengeId: 'c-1', settlement: 'uphold', ...regulator });
    expect((await does.find('c-1')).ruling).toMatchObject({ from: '2020-09-01', to: '2020-09-15' });
    expect(await does.stateOf(V1)).toBe('declared-only'); // on 27 September
  });

  it('takes no step that its state, the standing or the evidence does not allow', async () => {
    await does.open(row());
    const codes = async (batch: Promise<Batch>) => (await batch).rejections.map(({ code }) => code);
    const id = { challengeId: 'c-1' };
    expect(await codes(does.settle({ ...id, settlement: 'uphold', ...regulator }))).toEqual([
      'challenge.state',
    ]);
    expect(await codes(does.answer({ ...id, answer: 'concede', ...regulator }))).toEqual([
      'challenge.standing',
    ]);
    expect(await codes(does.answer({ ...id, answer: 'dispute', ...operator }))).toEqual([
      'challenge.dispute-without-evidence',
    ]);
    const concede = { ...id, answer: 'concede', ...operator };
    expect((await does.answer(concede)).results).toMatchObject([{ outcome: 'stored' }]);
    expect((await does.answer(concede)).results).toMatchObject([{ outcome: 'unchanged' }]);
    const opener = { standing: 'village-committee', organisation: '甲县某村委会' };
    expect(await codes(does.withdraw({ ...id, ...opener }))).toEqual(['challenge.state']);
    expect((await does.find('c-1')).steps).toHaveLength(2);
  });

  it('is told as it stood at an instant, by what had been said until then', async () => {
    const instant = async (): Promise<string> => {
      const at = new Date().toISOString();
      await new Promise((resolve) => setTimeout(resolve, 5));
      return `knownAt=${encodeURIComponent(at)}`;
    };
    const before = await instant();
    await does.open(row());
    const opened = await instant();
    const change = { challengeId: 'c-1', answer: 'concede-changed', changedOn: '2020-09-15' };
    await does.answer({ ...change, ...operator });
    const answered = await instant();
    await does.settle({ challengeId: 'c-1', settlement: 'uphold', ...regulator });
    type Known = Record<'state' | 'dueOn' | 'changedOn' | 'ruling', unknown> & { steps: object[] };
    const known = async (when: string) => {
      const { body } = await coverage.get<Known>(`/v1/challenges/c-1?${when}`);
      return [body.state, body.dueOn, body.changedOn, body.steps.length, body.ruling === null];
    };
    const inDays = (days: number): string => addDays(dayOf(Date.now()), days);
    expect(await known(opened)).toEqual(['open', inDays(30), null, 1, true]);
    expect(await known(answered)).toEqual(['conceded-changed', inDays(60), '2020-09-15', 2, true]);
    expect(await known('')).toEqual(['upheld', null, '2020-09-15', 3, false]);
    expect((await coverage.get(`/v1/challenges/c-1?${before}`)).status).toBe(404);
    const listed = async (query: string) => {
      const { body } = await coverage.get<{ items: Known[] }>(`/v1/challenges?${query}`);
      return body.items.map(({ state }) => state);
    };
    expect(await listed(before)).toEqual([]);
    expect(await listed(`${opened}&state=open`)).toEqual(['open']);
    expect(await listed(`${opened}&state=upheld`)).toEqual([]);
    expect(await listed('state=upheld')).toEqual(['upheld']);
  });
});
