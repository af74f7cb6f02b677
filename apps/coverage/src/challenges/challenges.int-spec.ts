import { createHash } from 'node:crypto';
import { challengesOf, operator, regulator, row, V1, V2, V3 } from '../testing/challenge-world';
import { question, tellSmallCounty } from '../testing/report-world';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';
import { ChallengeRepository } from './challenge.repository';
import { FILE_BYTES_MAX } from './evidence-file';
import { SettleOverdueChallenges } from './settle-overdue-challenges.job';
import { TakeSteps } from './take-steps.use-case';

/** The code that the first village has in a later register. */
const RECODED = V1.replace(/201$/, '231');

describe('a challenge', () => {
  let coverage: RunningCoverage;
  let does: ReturnType<typeof challengesOf>;

  beforeEach(async () => {
    coverage = await startCoverage();
    does = challengesOf(coverage, Date.now());
    await tellSmallCounty(coverage);
  }, 60_000);
  afterEach(() => coverage?.stop());

  it('that is upheld moves the next figure, never the one before', async () => {
    await does.tellAt('LX00000001CN', V1);
    const { body: report } = await coverage.post<{ reportId: string; sha256: string }>(
      '/v1/reports',
      question(),
    );
    const before = new Date().toISOString();
    expect(await does.stateOf(V1)).toBe('observed');
    await does.open(row());
    expect(await does.stateOf(V1)).toBe('observed');
    await does.answer({
      challengeId: 'c-1',
      answer: 'dispute',
      ...operator,
      trackingNumbers: ['LX00000001CN'],
    });
    expect((await does.find('c-1')).state).toBe('disputed');
    await does.settle({ challengeId: 'c-1', settlement: 'uphold', ...regulator, note: '实地核查' });
    expect(await does.stateOf(V1)).toBe('contradicted');
    expect(await does.stateOf(V1, `&knownAt=${encodeURIComponent(before)}`)).toBe('observed');
    const again = await coverage.get<{ isEqual: boolean }>(
      `/v1/reports/${report.reportId}/recomputation`,
    );
    expect(again.body.isEqual).toBe(true);
    const found = await does.find('c-1');
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
    const audit = await does.audited('challenge', 'c-1');
    expect(audit.map(({ step, organisation }) => [step, organisation])).toEqual([
      ['open', '甲县某村委会'],
      ['dispute', '某快递公司'],
      ['uphold', '某州邮政管理局'],
    ]);
    const statementSha256 = createHash('sha256').update(row().statement).digest('hex');
    expect(audit[0]?.detail).toMatchObject({ statementSha256, simulated: false });
    expect(JSON.stringify(audit)).not.toContain(row().statement);
    const { verdict, from, to } = found.ruling ?? {};
    expect(audit[2]?.detail).toMatchObject({ ruling: { verdict, from, to } });
    expect(audit[1]?.detail).not.toHaveProperty('ruling');
    const { body: check } = await coverage.get<{ faults: object[] }>('/v1/audit/check');
    expect(check.faults).toEqual([]);
  });

  it('is disputed with parcels that were scanned there, under whichever code, and no others', async () => {
    await does.tellAt('LX00000001CN', V1);
    await does.tellAt('LX00000002CN', V2);
    await does.tellAt('LX00000003CN', V1, { withdrawnAt: 2 });
    await does.tellAt('LX00000004CN', RECODED);
    await coverage.post('/v1/registers', {
      ...REAL_REGISTER,
      registerDate: '2023-06-30',
      csv: SMALL_REGISTER_CSV.replace(`${V1},`, `${RECODED},`),
    });
    await does.open(row());
    const dispute = (parcel: string) => ({
      challengeId: 'c-1',
      answer: 'dispute',
      ...operator,
      trackingNumbers: ['LX00000001CN', parcel],
    });
    const { rejections } = await does.answer(
      dispute('LX00000002CN'),
      dispute('LX00000003CN'),
      dispute('LX00000009CN'),
    );
    expect(rejections.map(({ field, code }) => [field, code])).toEqual([
      ['trackingNumbers', 'challenge.parcel-elsewhere'],
      ['trackingNumbers', 'challenge.parcel-elsewhere'],
      ['trackingNumbers', 'challenge.parcel-unknown'],
    ]);
    expect((await does.answer(dispute('LX00000004CN'))).results).toMatchObject([
      { outcome: 'stored' },
    ]);
  });

  it('is stored as it was said, and neither rewritten nor emptied away', async () => {
    await does.open(row());
    await expect(does.execute(`UPDATE challenges SET statement = 'x'`)).rejects.toThrow(
      'only its state',
    );
    await does.clock(31);
    await expect(does.execute(`UPDATE challenges SET state = 'open'`)).rejects.toThrow(
      'stays as it is',
    );
    await expect(does.execute('DELETE FROM challenges')).rejects.toThrow('never deleted');
    for (const table of ['challenges', 'challenge_steps', 'challenge_files', 'rulings']) {
      await expect(does.execute(`TRUNCATE ${table}`)).rejects.toThrow('never deleted');
    }
  });

  it('is opened once where several requests open it at the same time', async () => {
    const statements = Array.from({ length: 8 }, (_, i) => row({ statement: `说法${i % 2}` }));
    const answers = await Promise.all(statements.map((one) => does.open(one)));
    const outcomes = answers.flatMap(({ results, rejections }) => [
      ...results.map(({ outcome }) => outcome),
      ...rejections.map(({ code }) => code),
    ]);
    expect(outcomes.sort()).toEqual([
      ...Array<string>(4).fill('challenge.id-taken'),
      'stored',
      ...Array<string>(3).fill('unchanged'),
    ]);
    expect((await does.find('c-1')).steps).toHaveLength(1);
    expect(await does.audited('challenge', 'c-1')).toHaveLength(1);
  });

  it('is opened, answered and withdrawn in bulk, row by row', async () => {
    const opened = await does.open(
      row(),
      row({ challengeId: 'c-2', unitCode: '653023999999' }),
      row({ challengeId: 'c-3', unitCode: V3, claims: 'served', reason: 'other' }),
      row({ challengeId: 'c-4', since: '2199-01-01' }),
      row({ challengeId: 'c-5', statement: '请打 13800000000' }),
      row({ challengeId: 'c-6', files: ['0'.repeat(64)] }),
      row({ challengeId: 'c-7', reason: 'bad weather' }),
      row({ challengeId: 'c-8', reason: 'frequency-below-declared' }),
      row({ challengeId: 'c-9', reason: 'closed', claims: 'served' }),
      row({ statement: '另一个说法' }),
      row(),
    );
    expect(opened.results.map(({ index, outcome }) => [index, outcome])).toEqual([
      [0, 'stored'],
      [2, 'stored'],
      [10, 'unchanged'],
    ]);
    expect(opened.rejections.map(({ index, code }) => [index, code])).toEqual([
      [1, 'challenge.unit-unknown'],
      [3, 'challenge.since-to-come'],
      [4, 'challenge.personal'],
      [5, 'challenge.file-unknown'],
      [6, 'not-in-list'],
      [7, 'challenge.reason-out-of-place'],
      [8, 'challenge.claim-out-of-place'],
      [9, 'challenge.id-taken'],
    ]);
    const wrong = await does.withdraw(
      { challengeId: 'c-1', standing: 'village-committee', organisation: '另一村委会' },
      { challengeId: 'none', standing: 'operator', organisation: 'x' },
      { challengeId: 'c-3', standing: 'village-committee', organisation: '甲县某村委会' },
    );
    expect(wrong.rejections.map(({ code }) => code)).toEqual([
      'challenge.standing',
      'challenge.unknown',
    ]);
    expect((await does.find('c-3')).state).toBe('withdrawn');
    const list = await coverage.get<{ items: { challengeId: string }[] }>(
      '/v1/challenges?state=open&unit=653023',
    );
    expect(list.body.items.map(({ challengeId }) => challengeId)).toEqual(['c-1']);
  });

  it('shows files that are kept by hash, and given out as downloads only', async () => {
    const content = Buffer.from('村口代投点已关门').toString('base64');
    const organisation = '甲县某村委会';
    const kept = await coverage.post<{ sha256: string; changed: boolean }>('/v1/challenge-files', {
      content,
      organisation,
    });
    expect([kept.status, kept.body.changed]).toEqual([201, true]);
    const again = await coverage.post<{ changed: boolean }>('/v1/challenge-files', {
      content,
      organisation: '另一村委会',
    });
    expect([again.status, again.body.changed]).toEqual([200, false]);
    const { sha256 } = kept.body;
    expect(await does.audited('challenge-file', sha256)).toMatchObject([
      { step: 'keep', organisation, detail: { type: 'text/plain', bytes: 24 } },
    ]);
    await does.open(row({ files: [sha256] }));
    expect((await does.find('c-1')).files).toEqual([sha256]);
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
    const refusedFor = async (body: object) => {
      const refused = await coverage.post<{ code: string }>('/v1/challenge-files', body);
      return [refused.status, refused.body.code];
    };
    expect(await refusedFor({ content: page, organisation })).toEqual([400, 'challenge.file-type']);
    expect((await refusedFor({ content }))[0]).toBe(400); // nobody keeps it
    expect(await refusedFor({ content, organisation: '张三 13800000000' })).toEqual([
      400,
      'challenge.file-personal',
    ]);
    const keep = (length: number) => {
      const large = Buffer.alloc(length, 'x').toString('base64');
      return coverage.post<{ code?: string }>('/v1/challenge-files', {
        content: large,
        organisation,
      });
    };
    expect((await keep(FILE_BYTES_MAX)).status).toBe(201);
    const tooLarge = await keep(FILE_BYTES_MAX + 1);
    expect([tooLarge.status, tooLarge.body.code]).toEqual([400, 'challenge.file-too-large']);
  });

  it('that ran out while no process was up is settled when one comes up', async () => {
    await does.open(row());
    await does.endedDaysAgo(1);
    const of = <T>(type: new (...parts: never[]) => T): T =>
      coverage.app.get(type, { strict: false });
    const job = new SettleOverdueChallenges(coverage.db, of(ChallengeRepository), of(TakeSteps));
    job.onApplicationBootstrap();
    await job.onModuleDestroy();
    expect((await does.find('c-1')).state).toBe('upheld');
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
