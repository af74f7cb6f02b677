import * as fc from 'fast-check';
import { REPORT_LANGUAGES } from '../report/report-language';
import { textReport } from '../report/text-report';
import { regionReportModel } from '../testing/region-report-model';
import { sampleReportModel } from '../testing/sample-report-model';
import { displayWidth, fitWidth, padEndWidth, padStartWidth } from './display-width';
import { percentOf, rateOf } from './percent';
import { TERMINAL_COLUMNS, textTable } from './text-table';

describe('widths in a terminal', () => {
  it('count Chinese characters twice', () => {
    expect(displayWidth('abc')).toBe(3);
    expect(displayWidth('邮路ab')).toBe(6);
    expect(displayWidth('，（）')).toBe(6);
  });

  it('pad and cut by columns, not by characters', () => {
    expect(padEndWidth('村', 4)).toBe('村  ');
    expect(padStartWidth('村', 4)).toBe('  村');
    expect(fitWidth('乌恰县城', 6)).toBe('乌恰…');
    expect(fitWidth('乌恰县', 6)).toBe('乌恰县');
  });

  it('hold for any table', () => {
    const cell = fc.string({ unit: fc.constantFrom('村', 'a', '1', '…', ' '), maxLength: 90 });
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 5 });
    fc.assert(
      fc.property(rows, (cells) => {
        const lines = textTable(
          [{ title: '一' }, { title: 'b', align: 'right' }, { title: 'c' }],
          cells,
        );
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(TERMINAL_COLUMNS);
      }),
    );
  });
});

describe('a year of weeks', () => {
  it('fits a terminal by its totals', () => {
    const model = regionReportModel();
    const flowMatrix = Array.from({ length: 53 }, (_, i) => ({
      ...{ product: 'korla-pear', originCounty: '652801', destinationProvince: '11' },
      ...{ week: `2020-W${String(i + 1).padStart(2, '0')}`, parcels: 10, simulated: true },
    }));
    const text = textReport({ ...model, flowMatrix }, 'en');
    for (const line of text.split('\n')) {
      expect(displayWidth(line)).toBeLessThanOrEqual(TERMINAL_COLUMNS);
    }
    expect(text).toMatch(/korla-pear +库尔勒市 652801 +Beijing 11 +530$/m);
  });
});

describe('percent', () => {
  it('is truncated, never rounded up', () => {
    expect(percentOf(95_996, 100_000)).toBe('95.99%');
    expect(percentOf(2, 3)).toBe('66.66%');
    expect(percentOf(1, 1)).toBe('100.00%');
    expect(percentOf(0, 7)).toBe('0.00%');
    expect(percentOf(0, 0)).toBe('—');
    expect(rateOf(11, 35)).toBe('11/35 31.42%');
  });

  it('is 100 only for the whole', () => {
    const whole = fc.integer({ min: 1, max: 1_000_000 });
    fc.assert(
      fc.property(whole, whole, (a, b) => {
        const [part, all] = [Math.min(a, b), Math.max(a, b)];
        expect(percentOf(part, all) === '100.00%').toBe(part === all);
      }),
    );
  });
});

describe.each(REPORT_LANGUAGES)('the report in a terminal, %s', (lang) => {
  const county = textReport(sampleReportModel(), lang);
  const region = textReport(regionReportModel(), lang);

  it('fits a terminal', () => {
    for (const line of `${county}\n${region}`.split('\n')) {
      expect(displayWidth(line)).toBeLessThanOrEqual(TERMINAL_COLUMNS);
    }
  });

  it('leaves no blank unfilled', () => {
    expect(`${county}${region}`).not.toMatch(/\{\d\}|undefined|NaN/);
  });

  it('shows a county its townships, a region its prefectures and no more', () => {
    expect(county).toMatch(/653024100 +乌恰镇 +1\/2 50\.00% +1\/2 50\.00% +100\.00%/);
    expect(region.match(/^ {2}65\d\d {2}/gm)?.length).toBeGreaterThanOrEqual(3 * 15);
    expect(region).not.toMatch(/^ {2}65\d{4} /m);
  });

  it('prints both denominators, the second only where it differs', () => {
    const lines = region.split('\n');
    const second = lines.findIndex((line) => /^ +\S+ excl-xpcc-cities \(/.test(line));
    const rows = lines.slice(second + 3, second + 6);
    expect(rows.map((row) => row.trim().slice(0, 4).trim())[0]).toBe('65');
    expect(rows[1]).toMatch(/^ {2}6590 .* 0\/0 — +0\/0 — +—/);
    expect(rows[2]).not.toMatch(/^ {2}65/);
  });

  it('counts each cause and says where to read on', () => {
    expect(county).toMatch(/ 1 {2}.*filing-complete-not-declared/);
    expect(region).toContain('units.csv');
  });

  it('holds published figures only against the region', () => {
    expect(region).toContain('≥96%');
    expect(county).not.toContain('≥96%');
  });

  it('does not call 100,000 more than 100,000', () => {
    const row = county.split('\n').find((line) => line.includes('>100000')) ?? '';
    expect(row).toMatch(
      lang === 'en' ? / 100000 +>100000 +no +open/ : /100000 +>100000 +未过 +期间未结束/,
    );
  });

  it('says that it is simulated, and only then', () => {
    const label = lang === 'en' ? 'simulated' : '模拟';
    expect(county).toContain(`【${label}】`);
    const real = { ...sampleReportModel(), simulated: false, projects: [] };
    expect(textReport(real, lang)).not.toContain(`【${label}】`);
  });
});
