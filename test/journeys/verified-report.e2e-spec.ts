import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../apps/cli/src/command/run.program';
import { question, tellSmallCounty } from '../../apps/coverage/src/testing/report-world';
import {
  type RunningCoverage,
  startCoverage,
} from '../../apps/coverage/src/testing/running-coverage';

const FILES = [
  'report.json',
  'units.csv',
  'places.csv',
  'report.xlsx',
  'map.geojson',
  'report.pdf',
] as const;

describe('a report that left the house', () => {
  let coverage: RunningCoverage;
  let folder: string;
  let url: string;

  /** What `npm run youlu -- …` says, and its exit code. */
  const youlu = async (...words: string[]): Promise<{ code: number; text: string }> => {
    let text = '';
    const say = (part: string): void => void (text += part);
    const patience = { tries: 2, firstPauseMs: 10 };
    const surroundings = { out: say, err: say, runId: 'verify', patience };
    return { code: await run([...words, '--base-url', url], surroundings), text };
  };
  const verify = (file: string) => youlu('verify', join(folder, file));
  const change = (file: string, from: string, to: string): string => {
    const text = readFileSync(join(folder, file), 'latin1');
    expect(text).toContain(from);
    writeFileSync(join(folder, `changed-${file}`), text.replace(from, to), 'latin1');
    return `changed-${file}`;
  };
  const later = (sql: string) =>
    coverage.db.transaction(async (tx) => {
      await tx.execute(sql);
      await tx.execute(`UPDATE revisions SET revision = revision + 1 WHERE bucket = 0`);
    });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'youlu-verify-'));
    coverage = await startCoverage();
    await coverage.app.listen(0, '127.0.0.1');
    url = await coverage.app.getUrl();
    await tellSmallCounty(coverage);
    const { body } = await coverage.post<{ reportId: string }>(
      '/v1/reports',
      question({ unit: '65' }),
    );
    const by = { organisation: '某州邮政管理局' };
    await coverage.post(`/v1/reports/${body.reportId}/review`, by);
    await coverage.post(`/v1/reports/${body.reportId}/publish`, by);
    for (const file of FILES) {
      const answer = await fetch(`${url}/v1/reports/${body.reportId}/files/${file}`);
      writeFileSync(join(folder, file), Buffer.from(await answer.arrayBuffer()));
    }
  }, 60_000);
  afterAll(async () => {
    await coverage?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(FILES)('matches as %s', async (file) => {
    const { code, text } = await verify(file);
    expect(text).toMatch(/^一致 MATCH/);
    expect(text).not.toContain('differs');
    expect(code).toBe(0);
  });

  it('does not match once a row of it was changed, and says which', async () => {
    for (const file of ['units.csv', 'report.json'] as const) {
      const { code, text } = await verify(change(file, 'not-served', 'observed'));
      expect(text).toMatch(/^不一致 NO MATCH/);
      expect(text).toContain('653023200202 state: 文件 file "observed", 报告 report "not-served"');
      expect(code).toBe(1);
    }
    const map = await verify(change('map.geojson', '"declared":3', '"declared":4'));
    expect([map.code, map.text]).toEqual([
      1,
      expect.stringContaining('65 declared: 文件 file "4"'),
    ]);
    const pdf = await verify(change('report.pdf', '/UserUnit 1', '/UserUnit 2'));
    expect([pdf.code, pdf.text]).toEqual([1, expect.stringContaining('byte by byte: 不一致')]);
  });

  it('does not match once a row was taken out', async () => {
    const lines = readFileSync(join(folder, 'units.csv'), 'utf8').split('\n');
    writeFileSync(join(folder, 'short.csv'), lines.filter((_, i) => i !== 3).join('\n'));
    const { code, text } = await verify('short.csv');
    expect([code, text]).toEqual([1, expect.stringContaining('653023200201 code: 文件 file ""')]);
  });

  it('that is no report is said to be none', async () => {
    writeFileSync(join(folder, 'other.csv'), 'a,b\n1,2\n');
    const { code, text } = await verify('other.csv');
    expect([code, text]).toEqual([2, expect.stringContaining('不是报告文件')]);
  });

  it('still matches when more is told, and no longer when what was known is', async () => {
    const add = (id: string, unit: string, recordedAt: string) =>
      later(`INSERT INTO declarations (declaration_id, unit_code, indicator, valid_from, source,
                                       simulated, recorded_at)
             VALUES ('${id}', '${unit}', 'village-express', '2020-01-01', 'x', false, ${recordedAt})`);
    await add('later', '653024001201', '9999999999999');
    expect((await verify('units.csv')).code).toBe(0);
    await add('before', '653024100201', '1');
    const { code, text } = await verify('units.csv');
    expect(code).toBe(1);
    expect(text).toContain('重新计算 the question asked again: 不一致 differs');
    expect(text).toMatch(/653024100201 {2}报告 report .*"unknown".* {2}现算 now .*"declared-only"/);
  });

  it('left a chain of steps that anybody can follow', async () => {
    const good = await youlu('audit');
    expect([good.code, good.text]).toEqual([0, expect.stringMatching(/^完好 UNBROKEN {2}3 条/)]);
    await coverage.db.transaction(async (tx) => {
      await tx.execute('ALTER TABLE audit DISABLE TRIGGER audit_is_added_to');
      await tx.execute(`UPDATE audit SET organisation = 'x' WHERE seq = 2`);
      await tx.execute('ALTER TABLE audit ENABLE TRIGGER audit_is_added_to');
    });
    const bad = await youlu('audit');
    expect([bad.code, bad.text]).toEqual([1, expect.stringContaining('  2: altered')]);
    expect(bad.text).toContain('  2: 哈希不符');
  });
});
