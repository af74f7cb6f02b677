import { question, tellSmallCounty } from '../testing/report-world';
import { type RunningCoverage, startCoverage } from '../testing/running-coverage';
import type { CheckedChain } from './check-audit.query';

type Entry = { seq: number; subjectId: string; step: string; previous: string; hash: string };

describe('the audit', () => {
  let coverage: RunningCoverage;
  const execute = (...statements: string[]) =>
    coverage.db.transaction(async (tx) => {
      for (const sql of statements) await tx.execute(sql);
    });
  const freeze = () => coverage.post<{ reportId: string }>('/v1/reports', question());
  const check = async (): Promise<CheckedChain> =>
    (await coverage.get<CheckedChain>('/v1/audit/check')).body;
  /** Does what no program of ours does: sets the guard aside first. */
  const tamper = (sql: string) =>
    execute(
      'ALTER TABLE audit DISABLE TRIGGER audit_is_added_to',
      sql,
      'ALTER TABLE audit ENABLE TRIGGER audit_is_added_to',
    );

  beforeEach(async () => {
    coverage = await startCoverage();
    await tellSmallCounty(coverage);
    for (let i = 0; i < 4; i++) await freeze();
  }, 60_000);
  afterEach(() => coverage?.stop());

  it('is one chain, also when many add to it at once', async () => {
    await Promise.all(Array.from({ length: 8 }, freeze));
    const { body } = await coverage.get<{ items: Entry[] }>('/v1/audit?limit=1000');
    expect(body.items.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    for (const [i, entry] of body.items.entries()) {
      if (i > 0) expect(entry.previous).toBe(body.items[i - 1]?.hash);
    }
    expect(await check()).toMatchObject({ end: { seq: 12 }, faults: [] });
  });

  it('is only added to', async () => {
    for (const sql of [
      `UPDATE audit SET organisation = 'x' WHERE seq = 1`,
      'DELETE FROM audit WHERE seq = 4',
      'TRUNCATE audit',
    ]) {
      await expect(execute(sql)).rejects.toThrow('never changed and never deleted');
    }
    expect((await check()).faults).toEqual([]);
  });

  it.each([
    ['altered', `UPDATE audit SET organisation = 'x' WHERE seq = 2`, [2]],
    ['taken out', 'DELETE FROM audit WHERE seq = 2', [2]],
    ['cut off at the end', 'DELETE FROM audit WHERE seq >= 3', [3]],
  ])('that was %s behind the guard is found out', async (_what, sql, seqs) => {
    await tamper(sql);
    const { faults } = await check();
    expect(faults.map(({ seq }) => seq)).toEqual(seqs);
  });
});
