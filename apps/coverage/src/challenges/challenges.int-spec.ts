import { addDays, dayOf, startOfDay } from '@youlu/vocabulary';
import { tellDelivered } from '../testing/delivered-parcel';
import { question, tellSmallCounty, VILLAGES_OF } from '../testing/report-world';
import { type RunningCoverage, startCoverage } from '../testing/running-coverage';
import type { ChallengeAnswer } from './challenge-doors.dto';
import { ChallengeRepository } from './challenge.repository';
import { FILE_BYTES_MAX } from './evidence-file';
import { SettleOverdueChallenges } from './settle-overdue-challenges.job';
import { TakeSteps } from './take-steps.use-case';

type Batch = {
  accepted: number;
  rejections: { index: number; field: string; code: string; reason: string; fix: string }[];
  results: { index: number; outcome: string }[];
};
const [V1 = '', V2 = '', V3 = ''] = VILLAGES_OF('653023');

const row = (more: object = {}) => ({
  challengeId: 'c-1',
  unitCode: V1,
  indicator: 'village-express',
  reason: 'delivered-only-to-township',
  since: '2020-09-01',
  statement: '快件只到乡镇，村民自取',
  standing: 'village-committee',
  organisation: '甲县某村委会',
  ...more,
});
const operator = { standing: 'operator', organisation: '某快递公司' };
const regulator = { standing: 'regulator', organisation: '某州邮政管理局' };

describe('a challenge', () => {
  let coverage: RunningCoverage;
  const send = async (door: string, field: string, rows: object[]): Promise<Batch> => {
    const { status, body } = await coverage.post<Batch>(`/v1/${door}`, { [field]: rows });
    expect(status).toBe(200);
    return body;
  };
  const open = (...rows: object[]) => send('challenges', 'challenges', rows);
  const answer = (...rows: object[]) => send('challenge-answers', 'answers', rows);
  const settle = (...rows: object[]) => send('challenge-settlements', 'settlements', rows);
  const withdraw = (...rows: object[]) => send('challenge-withdrawals', 'withdrawals', rows);
  const find = async (id: string): Promise<ChallengeAnswer> =>
    (await coverage.get<ChallengeAnswer>(`/v1/challenges/${id}`)).body;
  const stateOf = async (village: string, query = '') => {
    const { body } = await coverage.get<{ items: { state: string; rule: string }[] }>(
      `/v1/coverage/units?indicator=village-express&asOf=2020-09-27&unit=${village}${query}`,
    );
    return body.items[0]?.state;
  };
  const clock = (daysLater: number) =>
    coverage.app
      .get(SettleOverdueChallenges, { strict: false })
      .settle(startOfDay(addDays(dayOf(Date.now()), daysLater)));

  const endedYesterday = () =>
    coverage.db.transaction((tx) =>
      tx.execute('UPDATE challenges SET due_on = $1', [addDays(dayOf(Date.now()), -1)]),
    );

  beforeEach(async () => {
    coverage = await startCoverage();
    await tellSmallCounty(coverage);
  }, 60_000);
  afterEach(() => coverage?.stop());

  it('that is upheld moves the next figure, never the one before', async () => {
    await tellDelivered(coverage, {
      trackingNumber: 'LX00000001CN',
      village: V1,
      at: startOfDay('2020-09-20'),
      recordedAt: 1,
    });
    const { body: report } = await coverage.post<{ reportId: string; sha256: string }>(
      '/v1/reports',
      question(),
    );
    const before = new Date().toISOString();
    expect(await stateOf(V1)).toBe('observed');
    await open(row());
    expect(await stateOf(V1)).toBe('observed');
    await answer({
      challengeId: 'c-1',
      answer: 'dispute',
      ...operator,
      trackingNumbers: ['LX00000001CN'],
    });
    expect((await find('c-1')).state).toBe('disputed');
    await settle({ challengeId: 'c-1', settlement: 'uphold', ...regulator, note: '实地核查' });
    expect(await stateOf(V1)).toBe('contradicted');
    expect(await stateOf(V1, `&knownAt=${encodeURIComponent(before)}`)).toBe('observed');
    const again = await coverage.get<{ isEqual: boolean }>(
      `/v1/reports/${report.reportId}/recomputation`,
    );
    expect(again.body.isEqual).toBe(true);
    const found = await find('c-1');
    expect(found).toMatchObject({
      state: 'upheld',
      dueOn: null,
      reasonName: '只投到乡镇',
      ruling: { verdict: 'not-served', from: '2020-09-01' },
    });
    expect(found.steps.map(({ move, state }) => [move, state])).toEqual([
      ['open', 'open'],
      ['dispute', 'disputed'],
      ['uphold', 'upheld'],
    ]);
    const { body: audit } = await coverage.get<{ items: { step: string; organisation: string }[] }>(
      '/v1/audit?subject=challenge&subjectId=c-1',
    );
    expect(audit.items.map(({ step, organisation }) => [step, organisation])).toEqual([
      ['open', '甲县某村委会'],
      ['dispute', '某快递公司'],
      ['uphold', '某州邮政管理局'],
    ]);
    const { body: check } = await coverage.get<{ faults: object[] }>('/v1/audit/check');
    expect(check.faults).toEqual([]);
  });

  it('is upheld when nobody answers in time, falls when nobody settles a dispute in time', async () => {
    await open(row(), row({ challengeId: 'c-2', unitCode: V2 }));
    await answer({
      challengeId: 'c-2',
      answer: 'dispute',
      ...operator,
      trackingNumbers: ['LX00000002CN'],
    });
    expect((await find('c-1')).dueOn).toBe(addDays(dayOf(Date.now()), 30));
    expect(await clock(30)).toBe(0); // the last day is in time
    expect(await clock(31)).toBe(1);
    expect(await find('c-1')).toMatchObject({
      state: 'upheld',
      steps: [{ move: 'open' }, { move: 'time-out', standing: null, organisation: null }],
    });
    expect((await find('c-2')).state).toBe('disputed');
    expect(await clock(61)).toBe(1);
    expect(await find('c-2')).toMatchObject({ state: 'dismissed', ruling: null });
    expect(await clock(1_000)).toBe(0);
  });

  it('takes no step after its last day, though the clock has not been round yet', async () => {
    await open(row(), row({ challengeId: 'c-2', unitCode: V2 }));
    const dispute = { answer: 'dispute', ...operator, trackingNumbers: ['LX00000002CN'] };
    await answer({ challengeId: 'c-2', ...dispute });
    await endedYesterday();
    const late = await answer({ challengeId: 'c-1', ...dispute });
    const ruled = await settle({ challengeId: 'c-2', settlement: 'uphold', ...regulator });
    for (const { accepted, rejections } of [late, ruled]) {
      expect([accepted, rejections.map(({ code }) => code)]).toEqual([0, ['challenge.too-late']]);
    }
    const moves = async (id: string) => (await find(id)).steps.map(({ move }) => move);
    expect(await moves('c-1')).toEqual(['open', 'time-out']);
    expect((await find('c-1')).state).toBe('upheld');
    expect(await moves('c-2')).toEqual(['open', 'dispute', 'time-out']);
    expect(await find('c-2')).toMatchObject({ state: 'dismissed', ruling: null });
  });

  it('that ran out while no process was up is settled when one comes up', async () => {
    await open(row());
    await endedYesterday();
    const of = <T>(type: new (...parts: never[]) => T): T =>
      coverage.app.get(type, { strict: false });
    const job = new SettleOverdueChallenges(coverage.db, of(ChallengeRepository), of(TakeSteps));
    job.onApplicationBootstrap();
    await job.onModuleDestroy();
    expect((await find('c-1')).state).toBe('upheld');
  });

  it('that was true until something changed is a ruling until then', async () => {
    await open(row());
    const change = { challengeId: 'c-1', answer: 'concede-changed', ...operator };
    const none = await answer(change);
    expect(none.rejections).toMatchObject([{ field: 'changedOn', code: 'challenge.changed-on' }]);
    await answer({ ...change, changedOn: '2020-09-15' });
    await settle({ challengeId: 'c-1', settlement: 'uphold', ...regulator });
    expect((await find('c-1')).ruling).toMatchObject({ from: '2020-09-01', to: '2020-09-15' });
    expect(await stateOf(V1)).toBe('declared-only'); // on 27 September
  });

  it('is opened, answered and withdrawn in bulk, row by row', async () => {
    const opened = await open(
      row(),
      row({ challengeId: 'c-2', unitCode: '653023999999' }),
      row({ challengeId: 'c-3', unitCode: V3, claims: 'served' }),
      row({ challengeId: 'c-4', since: '2199-01-01' }),
      row({ challengeId: 'c-5', statement: '请打 13800000000' }),
      row({ challengeId: 'c-6', files: ['0'.repeat(64)] }),
      row({ challengeId: 'c-7', reason: 'bad weather' }),
      row({ statement: '另一个说法' }),
      row(),
    );
    expect(opened.results.map(({ index, outcome }) => [index, outcome])).toEqual([
      [0, 'stored'],
      [2, 'stored'],
      [8, 'unchanged'],
    ]);
    expect(opened.rejections.map(({ index, code }) => [index, code])).toEqual([
      [1, 'declaration.unit-unknown'],
      [3, 'challenge.since-to-come'],
      [4, 'challenge.personal'],
      [5, 'challenge.file-unknown'],
      [6, 'not-in-list'],
      [7, 'challenge.id-taken'],
    ]);
    const wrong = await withdraw(
      { challengeId: 'c-1', standing: 'village-committee', organisation: '另一村委会' },
      { challengeId: 'none', standing: 'operator', organisation: 'x' },
      { challengeId: 'c-3', standing: 'village-committee', organisation: '甲县某村委会' },
    );
    expect(wrong.rejections.map(({ code }) => code)).toEqual([
      'challenge.standing',
      'challenge.unknown',
    ]);
    expect((await find('c-3')).state).toBe('withdrawn');
    const list = await coverage.get<{ items: { challengeId: string }[] }>(
      '/v1/challenges?state=open&unit=653023',
    );
    expect(list.body.items.map(({ challengeId }) => challengeId)).toEqual(['c-1']);
  });

  it('takes no step that its state, the standing or the evidence does not allow', async () => {
    await open(row());
    const codes = async (batch: Promise<Batch>) => (await batch).rejections.map(({ code }) => code);
    const id = { challengeId: 'c-1' };
    expect(await codes(settle({ ...id, settlement: 'uphold', ...regulator }))).toEqual([
      'challenge.state',
    ]);
    expect(await codes(answer({ ...id, answer: 'concede', ...regulator }))).toEqual([
      'challenge.standing',
    ]);
    expect(await codes(answer({ ...id, answer: 'dispute', ...operator }))).toEqual([
      'challenge.dispute-without-evidence',
    ]);
    const concede = { ...id, answer: 'concede', ...operator };
    expect((await answer(concede)).results).toMatchObject([{ outcome: 'stored' }]);
    expect((await answer(concede)).results).toMatchObject([{ outcome: 'unchanged' }]);
    const opener = { standing: 'village-committee', organisation: '甲县某村委会' };
    expect(await codes(withdraw({ ...id, ...opener }))).toEqual(['challenge.state']);
    expect((await find('c-1')).steps).toHaveLength(2);
  });

  it('shows files that are kept by hash, and given out as downloads only', async () => {
    const content = Buffer.from('村口代投点已关门').toString('base64');
    const kept = await coverage.post<{ sha256: string; changed: boolean }>('/v1/challenge-files', {
      content,
    });
    expect([kept.status, kept.body.changed]).toEqual([201, true]);
    const again = await coverage.post<{ changed: boolean }>('/v1/challenge-files', { content });
    expect([again.status, again.body.changed]).toEqual([200, false]);
    const { sha256 } = kept.body;
    await open(row({ files: [sha256] }));
    expect((await find('c-1')).files).toEqual([sha256]);
    const url = `/v1/challenge-files/${sha256}`;
    const { headers, body } = await coverage.app.inject({ method: 'GET', url });
    expect(body).toBe('村口代投点已关门');
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${sha256.slice(0, 16)}.txt"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    const page = Buffer.from('<script>alert(1)</script>').toString('base64');
    const refused = await coverage.post<{ code: string }>('/v1/challenge-files', { content: page });
    expect([refused.status, refused.body.code]).toEqual([400, 'challenge.file-type']);
    const keep = (length: number) => {
      const large = Buffer.alloc(length, 'x').toString('base64');
      return coverage.post<{ code?: string }>('/v1/challenge-files', { content: large });
    };
    expect((await keep(FILE_BYTES_MAX)).status).toBe(201);
    const tooLarge = await keep(FILE_BYTES_MAX + 1);
    expect([tooLarge.status, tooLarge.body.code]).toEqual([400, 'challenge.file-too-large']);
  });

  it('is opened once, however often the same request comes', async () => {
    const key = { 'idempotency-key': 'k-1' };
    const body = { challenges: [row()] };
    const [first, second] = [
      await coverage.post('/v1/challenges', body, key),
      await coverage.post('/v1/challenges', body, key),
    ];
    expect(second.text).toBe(first.text);
  });
});
