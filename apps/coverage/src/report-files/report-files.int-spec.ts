import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import readExcelFile from 'read-excel-file/node';
import { canonicalJson } from '@youlu/vocabulary';
import type { ReportItem } from '../reports/report-answers.dto';
import { FILE_WORDS } from './file-words';
import { pdfPages } from '../testing/pdf-pages';
import { question, tellSmallCounty } from '../testing/report-world';
import { type RunningCoverage, startCoverage } from '../testing/running-coverage';

describe('the files of a report', () => {
  let coverage: RunningCoverage;
  let report: ReportItem;

  const file = async (name: string, query = '') => {
    const url = `/v1/reports/${report.reportId}/files/${name}${query}`;
    const answer = await coverage.app.inject({ method: 'GET', url });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-disposition']).toMatch(
      new RegExp(`^attachment; filename="village-express-65-2020-09-27-${name}"$`),
    );
    return { bytes: answer.rawPayload, text: answer.body, type: answer.headers['content-type'] };
  };
  const csv = async (name: string): Promise<Record<string, string>[]> =>
    parse((await file(name)).text, { columns: true });

  beforeAll(async () => {
    coverage = await startCoverage();
    await tellSmallCounty(coverage);
    const { body } = await coverage.post<ReportItem>('/v1/reports', question({ unit: '65' }));
    report = body;
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('as JSON hold the report as it is hashed, byte for byte', async () => {
    const { text, type } = await file('report.json');
    expect(type).toBe('application/json; charset=utf-8');
    const inside = text.slice('{"report":'.length, text.lastIndexOf(',"sha256":'));
    expect(createHash('sha256').update(inside).digest('hex')).toBe(report.sha256);
    const { report: said, sha256 } = JSON.parse(text) as { report: object; sha256: string };
    expect(sha256).toBe(report.sha256);
    expect(canonicalJson(said)).toBe(inside);
    expect(said).toMatchObject({ format: 'youlu.coverage-report/1', unitCount: 12 });
  });

  it('as CSV name in each row the report they are of', async () => {
    const units = await csv('units.csv');
    expect(units).toHaveLength(12);
    expect(units[0]).toEqual({
      code: '653023001201',
      name: '村',
      kind: 'admin_village',
      state: 'declared-only',
      stateName: '仅申报',
      rule: 'declared-without-evidence',
      declared: 'true',
      simulated: 'false',
      reportId: report.reportId,
      sha256: report.sha256,
    });
    const places = await csv('places.csv');
    expect(places.map(({ code }) => code)).toContain('653024200');
    const [region] = places;
    expect(region).toMatchObject({ code: '65', denominator: '12', declared: '3' });
    expect(region?.sha256).toBe(report.sha256);
  });

  it('as XLSX are read back as they were written, codes as texts', async () => {
    const { bytes } = await file('report.xlsx');
    const sheets = (await readExcelFile(bytes)) as unknown as {
      sheet: string;
      data: unknown[][];
    }[];
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['说明', '分级汇总', '逐单元']);
    const [about, places, units] = sheets.map(({ data }) => data);
    expect(about).toContainEqual(['SHA-256', report.sha256]);
    expect(about).toContainEqual(['分母', '12']);
    expect(places?.[1]?.slice(0, 5)).toEqual(['65', '区', '省级', 12, 3]);
    expect(units).toHaveLength(13);
    expect(units?.[1]?.slice(0, 2)).toEqual(['653023001201', '村']);
    expect((await file('report.xlsx')).bytes.equals(bytes)).toBe(true);
  });

  it('as GeoJSON say that they are schematic, and leave no place away', async () => {
    type Feature = {
      id: string;
      geometry: { type: string } | null;
      properties: { denominator: number; sha256: string; label: string };
    };
    const { text, type } = await file('map.geojson');
    expect(type).toBe('application/geo+json; charset=utf-8');
    const map = JSON.parse(text) as { youlu: object; features: Feature[] };
    expect(map.youlu).toMatchObject({ label: '示意图，非标准地图', sha256: report.sha256 });
    const shaped = (code: string) => map.features.find(({ id }) => id === code)?.geometry?.type;
    expect(map.features.map(({ id }) => id)).toEqual(
      ['65', '6530', '653023', '653024', '6590', '659001'].sort(),
    );
    expect([shaped('6530'), shaped('653023'), shaped('65')]).toEqual([
      expect.stringMatching(/Polygon$/),
      expect.stringMatching(/Polygon$/),
      undefined,
    ]);
    for (const { properties } of map.features) {
      expect(properties).toMatchObject({ label: '示意图，非标准地图', sha256: report.sha256 });
    }
  });

  it('as PDF bear figure, rule, days and hash on each page, in an embedded font', async () => {
    const { bytes, type } = await file('report.pdf');
    expect(type).toBe('application/pdf');
    const pages = pdfPages(bytes);
    expect(pages).toHaveLength(3);
    for (const [i, page] of pages.entries()) {
      for (const said of [
        '分子（已证实） 0',
        '分母 12',
        '口径版本 2020',
        'strict-2020',
        '截至 2020-09-27',
        `已知至 ${report.question.knownAt}`,
        report.sha256,
        report.reportId,
        `第 ${i + 1} 页，共 3 页`,
      ]) {
        expect(page).toContain(said);
      }
    }
    expect(pages[0]).toContain('某县邮政管理局');
    expect(pages[2]).toContain('有申报无实测');
    const objects = bytes.toString('latin1');
    expect(objects.match(/\/FontFile[23]? /g)).toHaveLength(1);
    expect(objects).toContain('/BaseFont /');
    expect(objects.match(/\/BaseFont \/[A-Z]{6}\+NotoSansSC/g)?.length).toBeGreaterThan(0);
    expect(objects).not.toContain('Helvetica');
    expect(objects).toContain(`youlu-report ${report.reportId} sha256 ${report.sha256}`);
    expect(bytes.length).toBeLessThan(200_000);
    expect((await file('report.pdf')).bytes.equals(bytes)).toBe(true);
  });

  it.each([
    [
      'zh-CN',
      '农村寄递覆盖情况报告（草稿）',
      '含模拟数据，不作统计依据',
      '口径版本 2020',
      '分母口径 excl-xpcc-cities',
      '参数 观测窗口 14 天 须有佐证 2 天',
    ],
    [
      'en',
      'Rural delivery coverage report（draft）',
      'Contains simulated data; no basis for statistics',
      'Edition 2020',
      'Denominator rule excl-xpcc-cities',
      'Parameters window 14 days 2 distinct days needed',
    ],
  ])(
    'as PDF in %s bear the whole mark of a simulation and the whole rule on each page',
    async (lang, ...whole) => {
      const asked = { unit: '65', denominator: 'excl-xpcc-cities', windowDays: 14, daysNeeded: 2 };
      const village = '653024001201';
      const declaration = {
        declarationId: 'd-sim',
        unitCode: village,
        indicator: 'village-express',
      };
      const more = { from: '2020-01-01', source: '模拟', simulated: true };
      await coverage.post('/v1/declarations', { declarations: [{ ...declaration, ...more }] });
      const { body } = await coverage.post<ReportItem>('/v1/reports', question(asked));
      expect(body.simulated).toBe(true);
      const url = `/v1/reports/${body.reportId}/files/report.pdf?lang=${lang}`;
      const pages = pdfPages((await coverage.app.inject({ method: 'GET', url })).rawPayload);
      expect(pages).toHaveLength(3);
      for (const page of pages) {
        for (const said of whole) expect(page).toContain(said);
        expect(page).toContain(body.sha256);
        expect(page).toContain(body.question.knownAt);
      }
    },
  );

  it('say the rule, its source and what is counted in words, in both languages', async () => {
    const [zh, en] = [
      pdfPages((await file('report.pdf')).bytes),
      pdfPages((await file('report.pdf', '?lang=en')).bytes),
    ];
    for (const said of [
      '口径定义',
      '口径来源',
      '2020年自治区邮政管理局公布口径',
      '分母说明',
      '建制村、乡镇按类别从严认定',
    ]) {
      expect(zh[0]).toContain(said);
    }
    for (const said of [
      'Definition',
      'Within the window a parcel was accepted',
      'Source of the rule',
      'As published by the regional postal administration',
      'What is counted',
      'administrative villages by their kind',
    ]) {
      expect(en[0]).toContain(said);
    }
    const { report: header } = JSON.parse((await file('report.json')).text) as {
      report: { rule: object };
    };
    expect(header.rule).toMatchObject({
      definition: { zh: expect.stringContaining('揽收或妥投') as string },
      source: { en: expect.stringContaining('As published') as string },
      denominator: {
        zh: expect.stringContaining('从严认定') as string,
        en: expect.stringContaining('strictly') as string,
      },
    });
  });

  it('as PDF are the same bytes though the program that writes them is another', async () => {
    const { bytes } = await file('report.pdf', '?state=draft');
    const words = FILE_WORDS['zh-CN'] as { title: string };
    const { title } = words;
    words.title = '另一版本的标题';
    try {
      expect((await file('report.pdf')).bytes.equals(bytes)).toBe(true);
    } finally {
      words.title = title;
    }
    const change = `UPDATE report_pdfs SET bytes = ''`;
    await expect(coverage.db.transaction((tx) => tx.execute(change))).rejects.toThrow();
  });

  it('are in English when that is asked for, with the same hash', async () => {
    const { bytes } = await file('report.pdf', '?lang=en');
    const pages = pdfPages(bytes);
    expect(pages[0]).toContain('Numerator (observed) 0');
    expect(pages[0]).toContain(report.sha256);
    expect(pages[0]).toContain('Page 1 of 3');
  });

  it('as PDF give the code of a target whole, however long its id', async () => {
    const targetId = (n: number) =>
      n === 0 ? 'bh-1' : `bh-${String(n).padStart(2, '0')}-${'0123456789'.repeat(5)}`;
    const placeCode = '653024200201';
    const targets = Array.from({ length: 40 }, (_, n) => ({
      targetId: targetId(n),
      list: 'border-hamlet',
      placeCode,
      name: '虚构自然村',
      from: '2020-01-01',
      source: '虚构样例',
    }));
    await coverage.post('/v1/coverage-targets', { targets });
    const asked = question({ indicator: 'border-hamlet', unit: '653024' });
    const { body } = await coverage.post<ReportItem>('/v1/reports', asked);
    expect(body.units).toBe(targets.length);
    const url = `/v1/reports/${body.reportId}/files/report.pdf`;
    const pages = pdfPages((await coverage.app.inject({ method: 'GET', url })).rawPayload);
    expect(pages.at(-1)).toContain(`第 ${pages.length} 页，共 ${pages.length} 页`);
    const listed = pages.filter((page) => page.includes('bh-'));
    expect(listed.length).toBeGreaterThan(1); // each takes more than one row
    expect(listed.join('')).not.toContain('…');
    expect(listed[0]).toContain('653024200201-bh-1 ');
    const codes = (listed.join(' ').match(/[0-9a-z-]{2,}/g) ?? []).join('');
    for (const { targetId: id } of targets) expect(codes).toContain(`${placeCode}-${id}`);
  });

  it('that do not exist are named', async () => {
    const path = `/v1/reports/${report.reportId}/files/report.docx`;
    const { status, text } = await coverage.get(path);
    expect(status).toBe(404);
    expect(text).toContain('report.pdf');
  });
});
