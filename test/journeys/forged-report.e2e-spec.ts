import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { run } from '../../apps/cli/src/command/run.program';
import {
  question,
  tellSmallCounty,
  VILLAGES_OF,
} from '../../apps/coverage/src/testing/report-world';
import {
  type RunningCoverage,
  startCoverage,
} from '../../apps/coverage/src/testing/running-coverage';
import { changeParts, inFormat } from './changed-workbook';

const FILES = [
  'report.json',
  'units.csv',
  'places.csv',
  'report.xlsx',
  'map.geojson',
  'report.pdf',
] as const;

/** The name of this village begins and ends in blanks. */
const [BLANKS_IN = ''] = VILLAGES_OF('653024');

describe('a file that is not all it seems', () => {
  let coverage: RunningCoverage;
  let folder: string;
  let url: string;

  const verify = async (file: string): Promise<{ code: number; text: string }> => {
    let text = '';
    const say = (part: string): void => void (text += part);
    const patience = { tries: 2, firstPauseMs: 10 };
    const surroundings = { out: say, err: say, runId: 'verify', patience };
    const words = ['verify', join(folder, file), '--base-url', url];
    return { code: await run(words, surroundings), text };
  };
  const save = async (file: string, as: string, of: { reportId: string }): Promise<void> => {
    const answer = await fetch(`${url}/v1/reports/${of.reportId}/files/${file}`);
    writeFileSync(join(folder, as), Buffer.from(await answer.arrayBuffer()));
  };
  const changeSheet = (sheet: number, from: string, to: string): string =>
    changeParts(folder, [[`xl/worksheets/sheet${sheet}.xml`, from, to]]);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'youlu-forged-'));
    coverage = await startCoverage();
    await coverage.app.listen(0, '127.0.0.1');
    url = await coverage.app.getUrl();
    await tellSmallCounty(coverage);
    await coverage.db.transaction((tx) =>
      tx.execute(`UPDATE unit_versions SET name = ' 村　 ' WHERE code = $1`, [BLANKS_IN]),
    );
    const { body } = await coverage.post<{ reportId: string }>(
      '/v1/reports',
      question({ unit: '65' }),
    );
    await save('report.xlsx', 'report.xlsx', body);
  }, 60_000);
  afterAll(async () => {
    await coverage?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('says that a report is a draft, and does not match well once it was discarded', async () => {
    const frozen = await coverage.post<{ reportId: string }>('/v1/reports', question());
    for (const file of FILES) await save(file, `set-aside-${file}`, frozen.body);
    const draft = await verify('set-aside-units.csv');
    expect([draft.code, draft.text]).toEqual([
      0,
      expect.stringContaining('现 now draft（草稿，未'),
    ]);
    const why = { organisation: '某州邮政管理局', why: '有误' };
    await coverage.post(`/v1/reports/${frozen.body.reportId}/discard`, why);
    for (const file of FILES) {
      const { code, text } = await verify(`set-aside-${file}`);
      expect([file, code]).toEqual([file, 5]);
      expect(text).toMatch(/^内容一致，但报告已作废 THE SAME, BUT DISCARDED/);
      expect(text).toContain('现 now discarded（已作废，不得使用');
    }
  });

  it('does not match as a draft whose state was overwritten with one that it never was in', async () => {
    for (const [state, code] of [
      ['已发布', 'published'],
      ['已复算', 'reviewed'],
    ]) {
      const { code: exit, text } = await verify(changeSheet(1, '草稿', state ?? ''));
      expect([state, exit]).toEqual([state, 1]);
      expect(text).toMatch(/^不一致 NO MATCH/);
      expect(text).toContain(`report state: 文件 file "${code}", 报告 report "draft"`);
    }
  });

  it('matches as a workbook in which a name ends in a blank', async () => {
    const { body } = await coverage.post<{ reportId: string }>(
      '/v1/reports',
      question({ unit: '653024' }),
    );
    await save('report.xlsx', 'blank.xlsx', body);
    await save('units.csv', 'blank.csv', body);
    const csv = readFileSync(join(folder, 'blank.csv'), 'utf8');
    expect(csv).toContain(`${BLANKS_IN}, 村　 ,`);
    for (const file of ['blank.xlsx', 'blank.csv']) {
      const { code, text } = await verify(file);
      expect([file, code, text]).toEqual([file, 0, expect.stringMatching(/^一致 MATCH/)]);
    }
    // Saved anew, so that every cell is looked at.
    const parts = unzipSync(readFileSync(join(folder, 'blank.xlsx')));
    writeFileSync(join(folder, 'blank-anew.xlsx'), zipSync(parts, { level: 1 }));
    const anew = await verify('blank-anew.xlsx');
    expect([anew.code, anew.text]).toEqual([0, expect.stringContaining('saved anew')]);
  });

  it('is told apart from other files when its list is empty', async () => {
    const none = question({ indicator: 'border-hamlet', unit: '65' });
    const { body } = await coverage.post<{ reportId: string; units: number }>('/v1/reports', none);
    expect(body.units).toBe(0);
    for (const file of FILES) await save(file, `empty-${file}`, body);
    for (const file of FILES.filter((one) => one !== 'units.csv')) {
      expect([file, (await verify(`empty-${file}`)).code]).toEqual([file, 0]);
    }
    const { code, text } = await verify('empty-units.csv');
    expect([code, text]).toEqual([2, expect.stringContaining('清单为空')]);
  });

  it.each([
    ['a report without lists', '{"report":{"reportId":"x"},"sha256":"SHA"}'],
    ['no report', '{"report":null,"sha256":"SHA"}'],
    [
      'rows of objects',
      '{"report":{"reportId":"x","unitColumns":[],"placeColumns":[],"units":[{}],"places":[]},"sha256":"SHA"}',
    ],
    [
      'a map without places',
      '{"type":"FeatureCollection","youlu":{"reportId":"x","sha256":"SHA"}}',
    ],
    [
      'a map of nothing',
      '{"type":"FeatureCollection","youlu":{"reportId":"x","sha256":"SHA"},"features":[null]}',
    ],
    [
      'a place without counts',
      '{"type":"FeatureCollection","youlu":{"reportId":"x","sha256":"SHA"},"features":[{"id":"65"}]}',
    ],
    ['a map of no report', '{"type":"FeatureCollection","youlu":null,"features":[]}'],
    ['half a map', '{"type":"FeatureCollection","youlu":'],
  ])('is no report as %s', async (_what, text) => {
    writeFileSync(join(folder, 'bent.json'), text.replace('SHA', 'a'.repeat(64)));
    const found = await verify('bent.json');
    expect([found.code, found.text]).toEqual([2, expect.stringContaining('不是报告文件')]);
  });

  it('does not match as a workbook that shows something else than its cells hold', async () => {
    const sheet = 'xl/worksheets/sheet2.xml';
    const cell = '<c r="E2"><v>3</v>';
    for (const [file, said] of [
      [changeSheet(2, cell, '<c r="E2"><f>1+2</f><v>3</v>'), 'sheet2!E2 formula: 文件 file "=1+2"'],
      [changeSheet(2, '<row r="3">', '<row r="3" hidden="1">'), 'sheet2!3 hidden row'],
      [
        changeSheet(2, '<row r="3">', '<row r="3" ht="0.1" customHeight="1">'),
        'sheet2!3 hidden row',
      ],
      [changeSheet(3, '<col min="4"', '<col hidden="true" min="4"'), 'sheet3!4 hidden column'],
      [changeSheet(3, 'width="16"', 'width="0"'), 'sheet3!3 hidden column'],
      [
        changeParts(folder, [
          [sheet, '</sheetData>', '</sheetData><mergeCells><mergeCell ref="D2:E2"/></mergeCells>'],
        ]),
        'sheet2!D2:E2 merged',
      ],
      [
        changeParts(folder, [
          ['xl/workbook.xml', '<sheet name="逐单元"', '<sheet state="veryHidden" name="逐单元"'],
        ]),
        '逐单元 hidden',
      ],
      [inFormat(folder, '&quot;98&quot;'), 'sheet2!E2 format: 文件 file ""98""'],
    ] as const) {
      const { code, text } = await verify(file);
      expect([said, code]).toEqual([said, 1]);
      expect(text).toMatch(/^不一致 NO MATCH/);
      expect(text).toContain(said);
      expect(text).toContain('byte by byte: 不一致 differs');
    }
    const plain = await verify(inFormat(folder, 'General'));
    expect([plain.code, plain.text]).toEqual([0, expect.stringMatching(/^一致 MATCH/)]);
  });
});
