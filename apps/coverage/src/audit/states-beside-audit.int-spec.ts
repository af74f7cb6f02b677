import { challengesOf, operator, regulator, row, V1, V2, V3 } from '../testing/challenge-world';
import { question, tellSmallCounty } from '../testing/report-world';
import { type RunningCoverage, startCoverage } from '../testing/running-coverage';
import type { CheckedChain } from './check-audit.query';

const TABLES = ['challenges', 'challenge_steps', 'rulings', 'reports'];
/** Does what no program of ours does: sets the guards aside first. */
const unguarded = (...statements: string[]): string[] => [
  ...TABLES.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
  ...statements,
  ...TABLES.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`),
];

describe('what is kept, beside what was audited', () => {
  let coverage: RunningCoverage;
  const execute = (statements: readonly string[]) =>
    coverage.db.transaction(async (tx) => {
      for (const sql of statements) await tx.execute(sql);
    });
  const check = async (): Promise<CheckedChain> =>
    (await coverage.get<CheckedChain>('/v1/audit/check')).body;

  beforeAll(async () => {
    coverage = await startCoverage();
    await tellSmallCounty(coverage);
    await everyKindOfStep(coverage);
    await execute(TABLES.map((table) => `CREATE TABLE was_${table} AS TABLE ${table}`));
  }, 90_000);
  afterEach(() =>
    execute(
      unguarded(
        ...TABLES.flatMap((table) => [
          `DELETE FROM ${table}`,
          `INSERT INTO ${table} SELECT * FROM was_${table}`,
        ]),
      ),
    ),
  );
  afterAll(() => coverage?.stop());

  it('is the same after every kind of step', async () => {
    expect(await check()).toMatchObject({ faults: [], compared: 9, differences: [] });
  });

  it.each([
    [`UPDATE rulings SET valid_to = '2099-01-01' WHERE challenge_id = 'c-1'`, 'c-1', 'ruling.to'],
    [`UPDATE rulings SET verdict = 'served' WHERE challenge_id = 'c-1'`, 'c-1', 'ruling.verdict'],
    [`DELETE FROM rulings WHERE challenge_id = 'c-1'`, 'c-1', 'ruling.verdict'],
    [
      `INSERT INTO rulings SELECT 'c-9', unit_code, indicator, verdict, valid_from, valid_to,
         simulated, recorded_at FROM rulings WHERE challenge_id = 'c-1'`,
      'c-9',
      'ruling.verdict',
    ],
    [
      `UPDATE challenges SET state = 'dismissed' WHERE challenge_id = 'c-1'`,
      'c-1',
      'challenge.state',
    ],
    [
      `UPDATE challenges SET due_on = '2099-01-01' WHERE challenge_id = 'c-6'`,
      'c-6',
      'challenge.dueOn',
    ],
    [
      `UPDATE challenges SET statement = 'x' WHERE challenge_id = 'c-6'`,
      'c-6',
      'challenge.statementSha256',
    ],
    [`DELETE FROM challenges WHERE challenge_id = 'c-6'`, 'c-6', 'challenge.state'],
    [
      `UPDATE challenge_steps SET organisation = 'x' WHERE challenge_id = 'c-2' AND ordinal = 1`,
      'c-2',
      'steps.1',
    ],
    [`DELETE FROM challenge_steps WHERE challenge_id = 'c-2' AND ordinal = 1`, 'c-2', 'steps.1'],
    [`UPDATE reports SET state = 'draft' WHERE state = 'published'`, '', 'state'],
    [`UPDATE reports SET sha256 = 'x' WHERE state = 'published'`, '', 'sha256'],
    [`UPDATE reports SET published_by = 'x' WHERE state = 'published'`, '', 'publish'],
    [`DELETE FROM reports WHERE state = 'published'`, '', 'sha256'],
  ])('is named where it was altered: %s', async (sql, subjectId, what) => {
    await execute(unguarded(sql));
    const { faults, differences } = await check();
    expect(faults).toEqual([]);
    const found = differences.find((one) => one.what === what);
    expect(found).toMatchObject({ subject: subjectId === '' ? 'report' : 'challenge' });
    if (subjectId !== '') {
      expect(new Set(differences.map((one) => one.subjectId))).toEqual(new Set([subjectId]));
    }
    expect(found?.audited).not.toBe(found?.kept);
  });
});

/** Seven challenges, one to each end and one that waits, and two reports. */
async function everyKindOfStep(coverage: RunningCoverage): Promise<void> {
  const does = challengesOf(coverage, Date.now());
  await does.tellAt('LX00000001CN', V1);
  const opener = { standing: 'village-committee', organisation: '甲县某村委会' };
  await does.open(
    row(),
    row({ challengeId: 'c-2', unitCode: V2 }),
    row({ challengeId: 'c-3', unitCode: V3, reason: 'wrong-boundary' }),
    row({ challengeId: 'c-4' }),
    row({ challengeId: 'c-5', unitCode: V2 }),
  );
  const shown = { trackingNumbers: ['LX00000001CN'], note: '附扫描' };
  await does.answer(
    { challengeId: 'c-1', answer: 'dispute', ...operator, ...shown },
    { challengeId: 'c-2', answer: 'concede-changed', changedOn: '2020-09-15', ...operator },
  );
  await does.settle({ challengeId: 'c-1', settlement: 'uphold', ...regulator });
  await does.withdraw({ challengeId: 'c-4', ...opener });
  await does.clock(91);
  await does.open(
    row({ challengeId: 'c-6' }),
    row({ challengeId: 'c-7', unitCode: V2, claims: 'served', reason: 'other' }),
  );
  await does.settle({ challengeId: 'c-7', settlement: 'dismiss', ...regulator });
  const freeze = async (): Promise<string> =>
    (await coverage.post<{ reportId: string }>('/v1/reports', question())).body.reportId;
  const reportId = await freeze();
  await coverage.post(`/v1/reports/${reportId}/review`, { organisation: '某州邮政管理局' });
  await coverage.post(`/v1/reports/${reportId}/publish`, { organisation: '某州邮政管理局' });
  const other = await freeze();
  await coverage.post(`/v1/reports/${other}/discard`, { organisation: '某县', why: '重复' });
}
