import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { percentOf, rateOf } from '../document/percent';
import { readTables, readTextTable, unescapeHtml } from '../testing/read-back';
import { regionReportModel } from '../testing/region-report-model';
import { sampleReportModel } from '../testing/sample-report-model';
import { pageReport } from './page-report';
import { writeReportFiles } from './report-files';
import { textReport } from './text-report';

type Line = Record<string, string>;

const folder = mkdtempSync(join(tmpdir(), 'youlu-page-'));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const csv = (name: string): Line[] => parse(read(name), { columns: true });
const region = regionReportModel();
writeFileSync(
  join(folder, 'truth.csv'),
  'kind,key,place,business_time,note\n' +
    'parked-village,650102100201,650102100201,2020-08-31T00:00:00+08:00,three parcels\n' +
    'wrong-node,s-1,650102,2020-08-31T00:00:00+08:00,\n',
);
writeReportFiles(folder, region, 'zh-CN');
const html = read('report.html');
const text = textReport(region, 'zh-CN');
const tables = readTables(html);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rate = (row: Line, part: string): string =>
  rateOf(Number(row[part]), Number(row.denominator));
const sum = (rows: Line[]): number => rows.reduce((all, row) => all + Number(row.parcels), 0);

/** A row of a page's table of rates, as the line of coverage.csv must read there. */
function printedRate(row: Line): string[] {
  const measured = Number(row.observed) + Number(row.contradicted); // nothing undeclared in this fixture
  return [
    ...[row.code ?? '', rate(row, 'declared'), rate(row, 'observed')],
    percentOf(measured, Number(row.declared)),
    ...['contradicted', 'declared_only', 'not_served', 'unknown', 'excluded'].map(
      (name) => row[name] ?? '',
    ),
  ];
}

const withoutName = ([code = '', , ...figures]: string[]): string[] => [code, ...figures];

describe('the figures read back from the page', () => {
  const coverage = csv('coverage.csv');

  it('are those of coverage.csv: region, prefectures and group, every indicator', () => {
    for (const indicator of ['township-outlet', 'village-express', 'village-direct-mail']) {
      const of = coverage.filter((row) => row.indicator === indicator);
      const main = of.filter((row) => row.denominator_name === 'strict-2020');
      const shown = main.filter(({ code = '' }) => code.length <= 4);
      expect(shown).toHaveLength(16);
      const printed = tables.get(`rates-${indicator}-strict-2020`)?.map(withoutName);
      expect(printed).toEqual(shown.map(printedRate));
      const other = of.filter(
        (row) => row.denominator_name !== 'strict-2020' && ['65', '6590'].includes(row.code ?? ''),
      );
      expect(tables.get(`rates-${indicator}-excl-xpcc-cities`)?.map(withoutName)).toEqual(
        other.map(printedRate),
      );
      const counties = main.filter(({ code = '' }) => code.length === 6);
      expect(tables.get(`counties-${indicator}-strict-2020`)?.map(withoutName)).toEqual(
        counties.map(printedRate),
      );
    }
  });

  it('are those of projects.csv', () => {
    const projects = csv('projects.csv');
    const printed = tables.get('projects') ?? [];
    expect(printed).toHaveLength(projects.length);
    projects.forEach((row, i) => {
      const [, , places, opening, counted, toDate, threshold] = printed[i] ?? [];
      const sample = (row.sample ?? '').slice(2);
      expect([places, opening, counted, toDate]).toEqual([
        ...[row.place_codes, row.opening, `${row.counted}×${sample}`, row.to_date],
      ]);
      expect(threshold).toBe(row.threshold === '' ? '无' : `>${row.threshold}`);
      expect(Number(row.opening) + Number(row.counted) * Number(sample)).toBe(Number(row.to_date));
    });
  });

  it('are those of flows.csv, by destination and by week', () => {
    const flows = csv('flows.csv').filter((row) => row.direction === 'outbound');
    for (const [destination = '', parcels] of tables.get('destinations') ?? []) {
      const code = destination.split(' ').at(-1);
      expect(Number(parcels)).toBe(sum(flows.filter((row) => row.destination === code)));
    }
    const matrix = tables.get('matrix-all') ?? [];
    const totals = matrix.map((row) => Number(row.at(-1)));
    expect(totals.reduce((a, b) => a + b, 0)).toBe(sum(flows));
    for (const row of matrix) {
      const weeks = row.slice(3, -1).map(Number);
      expect(weeks.reduce((a, b) => a + b, 0)).toBe(Number(row.at(-1)));
    }
  });

  it('name every unit of units.csv that is not observed, with its cause', () => {
    const units = csv('units.csv').filter((row) => row.state !== 'observed');
    expect(units.length).toBeGreaterThan(50);
    const shown = unescapeHtml(html);
    for (const { code = '', name = '', rule = '', indicator } of units) {
      const row = tables.get(`units-${indicator}-${rule}`)?.find(([first]) => first === code);
      if (row) expect(row.slice(0, 2)).toEqual([code, name]);
      else expect(shown).toContain(`${name} ${code}`);
    }
    for (const indicator of ['township-outlet', 'village-express', 'village-direct-mail']) {
      for (const [, count, , rule] of tables.get(`causes-${indicator}`) ?? []) {
        const of = csv('units.csv').filter((u) => u.indicator === indicator && u.rule === rule);
        expect(Number(count)).toBe(of.length);
      }
    }
  });

  it('say which were planted, and count nothing else as planted', () => {
    const rows = [...tables].filter(([id]) => id.startsWith('units-')).flatMap(([, list]) => list);
    const planted = rows.filter((row) => row.at(-1) !== '');
    expect(planted.map(([code]) => code)).toEqual(['650102100201']);
  });
});

describe('the figures read back from the terminal', () => {
  it('are those of coverage.csv', () => {
    const lines = csv('coverage.csv').filter(({ code = '' }) => code.length <= 4);
    const names = {
      'township-outlet': '二、',
      'village-express': '三、',
      'village-direct-mail': '四、',
    };
    for (const [indicator, ordinal] of Object.entries(names)) {
      const at = text.split('\n').findIndex((line) => line.startsWith(ordinal));
      const printed = readTextTable(text, 'strict-2020', at);
      const main = lines.filter(
        (row) => row.indicator === indicator && row.denominator_name === 'strict-2020',
      );
      expect(printed.map(([code, , declared, observed]) => [code, declared, observed])).toEqual(
        main.map((row) => [row.code, rate(row, 'declared'), rate(row, 'observed')]),
      );
    }
  });

  it('are those of projects.csv', () => {
    const printed = readTextTable(text, '、一地一品项目');
    const projects = csv('projects.csv');
    expect(printed.map((row) => row.at(-4))).toEqual(projects.map((row) => row.to_date));
  });
});

describe('the page', () => {
  it('needs nothing from elsewhere and runs nothing', () => {
    expect(html).not.toMatch(/<script|<link|<iframe|<img|@import|\ssrc=|\son\w+=/i);
    expect(html).not.toMatch(/https?:/);
    for (const [, target] of html.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#/);
    for (const [, target] of html.matchAll(/url\(([^)]*)\)/g)) expect(target).toMatch(/^#/);
  });

  it('has a language, headings of tables, named charts and ids that are used once', () => {
    expect(html).toContain('<html lang="zh-CN">');
    expect(pageReport(region, 'en', folder)).toContain('<html lang="en">');
    for (const [table] of html.matchAll(/<table.*?<\/table>/gs)) {
      expect(table).toMatch(/<thead><tr><th scope="col"/);
      for (const [row] of table.slice(table.indexOf('<tbody>')).matchAll(/<tr>.*?<\/tr>/gs)) {
        expect(row).toMatch(/^<tr><th scope="row"/);
      }
    }
    const svgs = html.match(/<svg /g)?.length ?? 0;
    expect(html.match(/role="img" aria-label="[^"]+"><svg /g)).toHaveLength(svgs);
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('draws each chart, and a map that says what it is', () => {
    for (const id of ['rates', 'states'].map((name) => `chart-${name}-village-express`)) {
      expect(html).toContain(`<figure id="${id}">`);
    }
    for (const id of ['projects', 'flows', 'volumes']) expect(html).toContain(`id="chart-${id}"`);
    const [map = ''] = /<figure id="map-village-express">.*?<\/figure>/s.exec(html) ?? [];
    expect(map).toMatch(/<text[^>]*>示意图，非标准地图<\/text>/);
    expect(map.match(/<path /g)?.length).toBeGreaterThan(40);
    expect(html).toContain('未画 (没有位置): 库尔勒经济技术开发区 652871');
    expect(html).toMatch(/GeoNames .*CC BY 4\.0/);
    expect(html).toMatch(/Apache ECharts 4\.9\.0.*Apache-2\.0/);
  });

  it('labels every title and picture as simulated, and nothing of real figures', () => {
    const titles = [...html.matchAll(/<(h1|h2|figcaption)\b.*?<\/\1>/gs)].map(([title]) => title);
    expect(titles.length).toBeGreaterThan(15);
    for (const title of titles) expect(title).toContain('<span class="label">模拟</span>');
    const real = pageReport({ ...region, simulated: false, projects: [] }, 'zh-CN', folder);
    expect(real).not.toContain('class="label"');
  });

  it('prints names as text, whatever they hold', () => {
    expect(html).not.toContain('村<');
    expect(html).toContain('村&lt;201&gt; &amp; &quot;甲&quot;');
  });

  it('is the same bytes for the same figures', () => {
    expect(pageReport(regionReportModel(), 'zh-CN', folder)).toBe(html);
  });

  it('of one county shows its townships and needs no truth.csv', () => {
    const county = pageReport(sampleReportModel(), 'en', join(folder, 'elsewhere'));
    expect(
      readTables(county)
        .get('rates-village-express-strict-2020')
        ?.map(([code]) => code),
    ).toEqual(['653024', '653024100']);
    expect(county).not.toContain('counties-village-express');
  });
});
