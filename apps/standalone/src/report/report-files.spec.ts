import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleRate, sampleReportModel } from '../testing/sample-report-model';
import { wrongSums } from './children-sum';
import { writeReportFiles } from './report-files';

describe('the files of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'youlu-report-'));
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  beforeAll(() => writeReportFiles(folder, sampleReportModel(), 'zh-CN'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are whole, and nothing else is there', () => {
    expect(readdirSync(folder).sort()).toEqual([
      'coverage.csv',
      'flows.csv',
      'projects.csv',
      'report.html',
      'report.json',
      'restatement.csv',
      'units.csv',
    ]);
  });

  it('have a header, LF ends and the columns of the contract', () => {
    expect(read('coverage.csv').split('\n').slice(0, 3)).toEqual([
      'code,name,level,indicator,denominator_name,denominator,declared,observed,declared_only,' +
        'contradicted,not_served,unknown,excluded',
      '653024,乌恰县,county,village-express,excl-xpcc-cities,2,1,1,0,0,1,0,0',
      '653024,乌恰县,county,village-express,strict-2020,2,1,1,0,0,1,0,0',
    ]);
    expect(read('units.csv')).toContain(
      '653024100201,巴音库鲁提村,village,admin_village,653024100,village-express,not-served,' +
        'filing-complete-not-declared,,,,0\n',
    );
    expect(read('projects.csv')).toContain(
      'p-1,place,653022 653024,2020-01-01/2021-01-01,99000,1000,1:1,100000,100000,false,true\n',
    );
    expect(read('flows.csv')).toBe(
      'product,origin_county,destination,direction,day,parcels\n' +
        'black-sheep,653024,31,outbound,2020-09-01,7\n',
    );
    expect(read('coverage.csv')).not.toContain('\r');
  });

  it('hold counts, never percentages', () => {
    const report = JSON.parse(read('report.json')) as Record<string, unknown>;
    expect(report).toMatchObject({
      seed: 'youlu',
      registerDate: '2020-06-30',
      asOf: '2020-09-27',
      denominators: ['strict-2020', 'excl-xpcc-cities'],
      indicators: { 'village-express': { denominator: 2, byState: { observed: 1 } } },
      totals: { scans: { accepted: 100, stored: 98, rejected: 1, parked: 0 } },
    });
    expect(read('report.json')).not.toContain('%');
  });
});

describe('children and parents', () => {
  const counts = { denominator: 2, declared: 2, observed: 1, declaredOnly: 1 };
  const parent = sampleRate('653024', {
    denominator: 4,
    declared: 4,
    observed: 2,
    declaredOnly: 2,
  });
  const children = [sampleRate('653024100', counts), sampleRate('653024200', counts)];

  it('agree', () => {
    expect(wrongSums([parent, ...children])).toEqual([]);
  });

  it('are told apart by one unit', () => {
    const wrong = { ...parent, declared: 3 };
    expect(wrongSums([wrong, ...children])).toEqual([
      'village-express|strict-2020|653024: declared 3 ≠ 4, the sum of what lies below',
    ]);
    expect(wrongSums([{ ...parent, observed: 3 }, ...children])).toHaveLength(2);
  });
});
