import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../apps/cli/src/command/run.program';
import { changeParts } from './changed-workbook';
import {
  question,
  tellSmallCounty,
  VILLAGES_OF,
} from '../../apps/coverage/src/testing/report-world';
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

/** Files that say in which state the report was when they were written. */
const OF_A_STATE = ['report.xlsx', 'report.pdf'] as const;

describe('a report that left the house', () => {
  let coverage: RunningCoverage;
  let folder: string;
  let url: string;
  let save: (file: string, as: string, of?: { reportId: string }) => Promise<void>;

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
  /** As if somebody had edited a sheet: the same workbook with another text in one of its parts. */
  const changeSheet = (sheet: number, from: string, to: string): string =>
    changeParts(folder, [[`xl/worksheets/sheet${sheet}.xml`, from, to]]);
  const later = (sql: string) => coverage.db.transaction((tx) => tx.execute(sql));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'youlu-verify-'));
    coverage = await startCoverage();
    await coverage.app.listen(0, '127.0.0.1');
    url = await coverage.app.getUrl();
    await tellSmallCounty(coverage);
    for (const [i, sign] of ['=', '+', '-', '@'].entries()) {
      const code = VILLAGES_OF('659001')[i];
      await later(`UPDATE unit_versions SET name = '${sign}村' WHERE code = '${code}'`);
    }
    const { body } = await coverage.post<{ reportId: string }>(
      '/v1/reports',
      question({ unit: '65' }),
    );
    save = async (file, as, { reportId } = body) => {
      const answer = await fetch(`${url}/v1/reports/${reportId}/files/${file}`);
      writeFileSync(join(folder, as), Buffer.from(await answer.arrayBuffer()));
    };
    for (const file of OF_A_STATE) await save(file, `draft-${file}`);
    const by = { organisation: '某州邮政管理局' };
    await coverage.post(`/v1/reports/${body.reportId}/review`, by);
    const without = { withoutMembers: ['6530', '6590'] };
    await coverage.post(`/v1/reports/${body.reportId}/publish`, { ...by, ...without });
    for (const file of FILES) await save(file, file);
    await save('units.csv?lang=en', 'en-units.csv');
    await save('report.xlsx?lang=en', 'en-report.xlsx');
  }, 60_000);
  afterAll(async () => {
    await coverage?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([...FILES, 'en-units.csv', 'en-report.xlsx'])('matches as %s', async (file) => {
    const { code, text } = await verify(file);
    expect(text).toMatch(/^一致 MATCH/);
    expect(text).not.toContain('differs');
    expect(text).toContain('状态 state: 现 now published（已发布 published）');
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

  it('does not match once a percent was changed, though every count was left', async () => {
    for (const file of [
      change('places.csv', '0.00%', '98.00%'),
      change('map.geojson', '"observedPercent":"0.00%"', '"observedPercent":"98.00%"'),
      changeSheet(2, '0.00%', '98.00%'),
    ]) {
      const { code, text } = await verify(file);
      expect([file, code]).toEqual([file, 1]);
      expect(text).toContain('65 observedPercent: 文件 file "98.00%", 报告 report "0.00%"');
    }
  });

  it('does not match once what it is about was changed: the first sheet, the map, a word', async () => {
    for (const [file, said] of [
      [changeSheet(1, '0.00%（', '98.00%（'), 'file "98.00%（'],
      [changeSheet(1, '2020-09-27', '2021-09-27'), 'file "2021-09-27", 报告 report "2020-09-27"'],
      [
        change('map.geojson', '"asOf":"2020-09-27"', '"asOf":"2021-09-27"'),
        'map youlu.question.asOf:',
      ],
      [change('en-units.csv', 'declared only', 'observed'), 'stateName: 文件 file "observed"'],
    ] as const) {
      const { code, text } = await verify(file);
      expect([code, text]).toEqual([1, expect.stringContaining(said)]);
    }
  });

  it('still matches when it was only saved anew, with other bytes and the same cells', async () => {
    const lines = readFileSync(join(folder, 'units.csv'), 'utf8').split('\n');
    writeFileSync(join(folder, 'crlf.csv'), `\ufeff${lines.join('\r\n')}`);
    for (const file of ['crlf.csv', changeSheet(1, '分母', '分母')]) {
      const { code, text } = await verify(file);
      expect([file, code, text]).toEqual([file, 0, expect.stringMatching(/^一致 MATCH/)]);
      expect(text).toContain('byte by byte: 内容一致，文件另存过 content matches, file saved anew');
    }
  });

  it('still matches as a map or JSON that was laid out otherwise, and no longer once it says otherwise', async () => {
    const turned = (value: object): object => Object.fromEntries(Object.entries(value).reverse());
    for (const [file, from, to, said] of [
      [
        'report.json',
        '"purpose": "2020年三季度通报"',
        '"purpose": "别的"',
        'report report.purpose:',
      ],
      ['report.json', '"sha256":', '"note": "98%", "sha256":', 'report note: 文件 file "98%"'],
      ['map.geojson', '"declared": 3', '"declared": 4', '65 declared:'],
    ] as const) {
      const text = readFileSync(join(folder, file), 'utf8');
      const laidOut = `\ufeff\n${JSON.stringify(turned(JSON.parse(text) as object), null, 2)}`;
      writeFileSync(join(folder, `anew-${file}`), laidOut);
      const same = await verify(`anew-${file}`);
      expect([file, same.code, same.text]).toEqual([file, 0, expect.stringMatching(/^一致 MATCH/)]);
      expect(same.text).toContain('content matches, file saved anew');
      expect(laidOut).toContain(from);
      writeFileSync(join(folder, `other-${file}`), laidOut.replace(from, to));
      const other = await verify(`other-${file}`);
      expect([said, other.code, other.text]).toEqual([said, 1, expect.stringContaining(said)]);
    }
  });

  it('is refused as JSON with a key that stands twice, of which readers show one or the other', async () => {
    for (const file of [
      change('report.json', '"purpose":', '"purpose":"别的","purpose":'),
      change('map.geojson', '"declared":3', '"declared":9,"declared":3'),
    ]) {
      const { code, text } = await verify(file);
      expect([file, code, text]).toEqual([file, 2, expect.stringContaining('重复的键')]);
    }
  });

  it('is refused once a forged row stands before the true one of the same code', async () => {
    const lines = readFileSync(join(folder, 'units.csv'), 'utf8').split('\n');
    const forged = lines[3]?.replace('declared-only', 'observed') ?? '';
    expect(forged).not.toBe(lines[3]);
    writeFileSync(join(folder, 'twice.csv'), lines.toSpliced(3, 0, forged).join('\n'));
    const { code, text } = await verify('twice.csv');
    expect([code, text]).toEqual([2, expect.stringContaining('653023200201 出现两次')]);
  });

  it.each(OF_A_STATE)(
    'matches as the %s of its draft, and says that it is another state',
    async (file) => {
      const { code, text } = await verify(`draft-${file}`);
      expect(text).toMatch(/^一致 MATCH/);
      expect(text).toContain('状态 state: 文件 file draft, 现 now published（已发布');
      expect(code).toBe(0);
    },
  );

  it('does not match as a forged PDF that calls itself of another state', async () => {
    const earlier = await verify(change('report.pdf', 'state published', 'state reviewed'));
    expect([earlier.code, earlier.text]).toEqual([1, expect.stringMatching(/^不一致 NO MATCH/)]);
    for (const [from, to, said] of [
      [
        'state published',
        'state discarded',
        'state: 文件 file "discarded", 报告 report "published"',
      ],
      ['lang zh-CN', 'lang zh-TW', 'language: 文件 file "zh-TW", 报告 report "zh-CN en"'],
    ] as const) {
      const never = await verify(change('report.pdf', from, to));
      expect([never.code, never.text]).toEqual([1, expect.stringContaining(`report ${said}`)]);
      expect(never.text).toMatch(/^不一致 NO MATCH/);
    }
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
    const unguarded = (table: string, sql: string) =>
      coverage.db.transaction(async (tx) => {
        await tx.execute(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
        await tx.execute(sql);
        await tx.execute(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
      });
    await unguarded('reports', `UPDATE reports SET published_by = 'x' WHERE state = 'published'`);
    const other = await youlu('audit');
    expect([other.code, other.text]).toEqual([1, expect.stringMatching(/^有改动 BROKEN {2}3 条/)]);
    expect(other.text).toMatch(/ {2}report \S+ publish: 记录 audited .*现存 kept \{.*"by":"x"/);
    await unguarded('audit', `UPDATE audit SET organisation = 'x' WHERE seq = 2`);
    const bad = await youlu('audit');
    expect([bad.code, bad.text]).toEqual([1, expect.stringContaining('  2: altered')]);
    expect(bad.text).toContain('  2: 哈希不符');
  });
});
