import { loadConfirmed, type RunningCoverage, startCoverage } from '../../testing/running-coverage';

type Change = { changeId: string; kind: string; confidence: number };
type Page = { items: Change[]; nextCursor: string | null };

const HEAD = ['code,name', '65,区', '6530,克州', '653024,乌恰县', '653024200,黑孜苇乡'];
const NAMES = ['库勒', '康什维尔', '坎久干', '阿依布拉克', '江吉尔', '也克铁热克', '昆都'];
const before = NAMES.map((name, i) => `65302420020${i},${name}村委会`);
/** A community under the name of a village; another name under a kept code; and one nearly alike. */
const after = [
  ...before.slice(3),
  '653024200001,库勒社区',
  '653024200201,金泉村委会',
  '653024200219,坎久甘村委会',
];
const EDITION = { name: '名录', source: 'made up', licence: 'none' };

describe('the list of changes', () => {
  let coverage: RunningCoverage;

  beforeAll(async () => {
    coverage = await startCoverage();
    for (const [registerDate, rows] of [
      ['2020-06-30', before],
      ['2021-10-31', after],
    ] as const) {
      const csv = [...HEAD, ...rows].join('\n');
      const { status } = await loadConfirmed(coverage, { ...EDITION, registerDate, csv });
      expect(status).toBe(201);
    }
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('comes surest first, page by page, each change once', async () => {
    const seen: Change[] = [];
    let cursor: string | null = '';
    while (cursor !== null && seen.length < 10) {
      const path: string = `/v1/changes?earlier=2020-06-30&limit=1&cursor=${cursor}`;
      const { body } = await coverage.get<Page>(path);
      seen.push(...body.items);
      cursor = body.nextCursor;
    }
    expect(seen.map(({ kind, confidence }) => [kind, confidence])).toEqual([
      ['recode', 99],
      ['rename', 95],
      ['recode', 75],
    ]);
  });
});
