import * as fc from 'fast-check';
import { sampleReportModel } from '../testing/sample-report-model';
import { chineseReport } from './chinese-report';
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

describe('the report', () => {
  const text = chineseReport(sampleReportModel());

  it('fits a terminal', () => {
    for (const line of text.split('\n')) {
      expect(displayWidth(line)).toBeLessThanOrEqual(TERMINAL_COLUMNS);
    }
  });

  it('prints declared beside observed, as sets and as a truncated share', () => {
    expect(text).toMatch(/653024100 +乌恰镇 +1\/2 50\.00% +1\/2 50\.00% +100\.00%/);
  });

  it('names the deciding rule of each state', () => {
    expect(text).toContain('实测 1  [parcel-in-village]');
    expect(text).toContain('未通 1  [filing-complete-not-declared]');
  });

  it('does not call 100,000 more than 100,000', () => {
    expect(text).toMatch(/100000 +>100000 +未过 +未结束/);
  });

  it('says that it is simulated', () => {
    expect(text).toContain('【模拟】');
  });
});
