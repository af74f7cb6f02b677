import { readDecisions } from './decision-table.client';

const ID = '01890000-0000-7000-8000-000000000001';
const OTHER = '01890000-0000-7000-8000-000000000002';
const HEADER = 'change_id,earlier,later,kind,from,to,effective_on,document,note,decision';
const read = (...rows: string[]) => readDecisions([HEADER, ...rows].join('\n'));
const faults = (...rows: string[]) =>
  read(...rows).faults.map(({ line, field, code }) => [line, field, code]);

describe('a review list that comes back', () => {
  it('is read as a spreadsheet program writes it: days as it shows them, empty cells left out', () => {
    const { items, faults: none } = read(
      OTHER,
      `${ID},2020/6/30,2021/10/31,rename,653024200201,653024200201,2021/3/1,,,accept`,
    );
    expect(none).toEqual([]);
    expect(items).toMatchObject([{ line: 3, word: 'accept', effectiveOn: '2021-03-01' }]);
  });

  it('decides on a change once', () => {
    const rows = [`${ID},,,,,,,,,accept`, `${OTHER},,,,,,,,,accept`, `${ID},,,,,,,,,reject`];
    expect(faults(...rows)).toEqual([
      [2, 'change_id', 'change-repeated'],
      [4, 'change_id', 'change-repeated'],
    ]);
    expect(read(...rows).items.map(({ changeId }) => changeId)).toEqual([OTHER]);
  });

  it('holds no code that a spreadsheet has rounded, and no text without end', () => {
    const add = (from: string, note = '') =>
      `,2020-06-30,2021-10-31,recode,${from},653024200202,,,${note},add`;
    expect(
      faults(
        add('6.53024E+11'),
        add('653024200201', '长'.repeat(1_001)),
        add(Array.from({ length: 201 }, (_, i) => 653024200201 + i).join('|')),
        `${ID},,,,,,${'9'.repeat(3_000)},,,accept`,
      ),
    ).toEqual([
      [2, 'from', 'code-malformed'],
      [3, 'note', 'too-long'],
      [4, 'from', 'too-many'],
      [5, 'effective_on', 'not-a-day'],
    ]);
    const [fault] = read(`${ID},,,,,,${'9'.repeat(3_000)},,,accept`).faults;
    expect(fault?.reason.length).toBeLessThan(150);
  });

  it('of too many decisions is not judged; of as many as are taken it is at once', () => {
    const many = (n: number) => Array.from({ length: n }, () => `${ID},,,,,,,,,accept`);
    const begun = performance.now();
    expect(read(...many(100_000))).toMatchObject({
      items: [],
      faults: [{ line: 1, code: 'too-many-rows' }],
    });
    const { items, faults: twice } = read(...many(20_000));
    expect([items.length, twice.length]).toEqual([0, 20_000]);
    expect(twice[0]?.reason).toBe(
      '第 2、3、4、5、6、7、8、9、10、11 行及另外 19990 行对同一变更重复审定。lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 19990 more decide on one change',
    );
    expect(performance.now() - begun).toBeLessThan(10_000);
  });
});
