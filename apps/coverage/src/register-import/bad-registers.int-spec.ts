import { isZhEn } from '@youlu/vocabulary';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

type Fault = { line: number; field: string; code: string; reason: string; fix: string };
type Problem = { code: string; field?: string; detail: string; errors?: Fault[] };

const LINES = SMALL_REGISTER_CSV.split('\n');
const HEADER = LINES[0] ?? '';
/** The register with line `line` (1 = header) written otherwise. */
const withLine = (line: number, text: string) =>
  LINES.map((old, i) => (i + 1 === line ? text : old)).join('\n');
const MEGABYTES_10 = '长'.repeat(3_500_000);

describe('a bad register', () => {
  let coverage: RunningCoverage;
  const send = (csv: unknown, more: object = {}) =>
    coverage.post<Problem>('/v1/registers', { ...REAL_REGISTER, csv, ...more });

  beforeAll(async () => {
    coverage = await startCoverage();
  }, 60_000);
  afterAll(() => coverage?.stop());

  it.each([
    ['that is a header alone', HEADER, 1, 'csv', 'empty'],
    ['of blank lines', '\n\n  \n', 1, 'csv', 'empty'],
    [
      'with a column missing',
      SMALL_REGISTER_CSV.replace(',kind', ',sort'),
      1,
      'kind',
      'column-missing',
    ],
    ['with a line too short', withLine(3, '6530,州,2,65'), 3, 'csv', 'wrong-number-of-fields'],
    [
      'with a line too long',
      withLine(3, '6530,州,2,65,prefecture,x'),
      3,
      'csv',
      'wrong-number-of-fields',
    ],
    ['cut in the middle of a line', SMALL_REGISTER_CSV.slice(0, -9), 31, 'kind', 'kind-unknown'],
    ['cut within quotes', `${SMALL_REGISTER_CSV}\n653024200299,"村`, 32, 'csv', 'unreadable'],
    [
      'with full-width digits',
      withLine(5, '６５３０２３,甲县,3,6530,county'),
      5,
      'code',
      'code-malformed',
    ],
    [
      'with a full-width parent',
      withLine(5, '653023,甲县,3,６５３０,county'),
      5,
      'parent_code',
      'parent-mismatch',
    ],
    [
      'with a code that is absurd',
      withLine(5, '9'.repeat(40) + ',甲县,3,6530,county'),
      5,
      'code',
      'code-malformed',
    ],
    [
      'with a negative level',
      withLine(5, '653023,甲县,-3,6530,county'),
      5,
      'level',
      'level-mismatch',
    ],
    [
      'with a unit that is its own parent',
      withLine(5, '653023,甲县,3,653023,county'),
      5,
      'parent_code',
      'parent-mismatch',
    ],
    [
      'with a parent that lies in the unit',
      withLine(3, '6530,州,2,653023,autonomous_prefecture'),
      3,
      'parent_code',
      'parent-mismatch',
    ],
    [
      'with an orphan',
      LINES.filter((line) => !line.startsWith('653023,')).join('\n'),
      7,
      'parent_code',
      'parent-missing',
    ],
    ['with a code given twice', `${SMALL_REGISTER_CSV}\n${LINES[4]}`, 32, 'code', 'code-repeated'],
    [
      'with a cell of 10 MB',
      withLine(5, `653023,${MEGABYTES_10},3,6530,county`),
      5,
      'name',
      'name-unusable',
    ],
    [
      'with a name over two lines',
      withLine(5, '653023,"甲\n县",3,6530,county'),
      6,
      'name',
      'name-unusable',
    ],
    [
      'with a name that was read in a wrong encoding',
      withLine(5, '653023,甲\uFFFD,3,6530,county'),
      5,
      'name',
      'name-unusable',
    ],
    [
      'with a code of 10 MB',
      withLine(5, `${'6'.repeat(10_000_000)},甲县,3,6530,county`),
      5,
      'code',
      'code-malformed',
    ],
  ])('%s is refused, naming line and field', async (_what, csv, line, field, code) => {
    const { status, body, text } = await send(csv);
    expect([status, body.code]).toEqual([400, 'coverage.register.refused']);
    const fault = body.errors?.find((one) => one.code === code);
    expect(fault).toMatchObject({ line, field, code });
    expect([fault?.reason, fault?.fix].map((text) => isZhEn(text ?? ''))).toEqual([true, true]);
    expect(text.length).toBeLessThan(100_000); // a bad cell is named, not sent back
  });

  it.each([
    ['no file', undefined, 400, 'csv'],
    ['an empty file', '', 400, 'csv'],
    ['a file that is not text', 42, 400, 'csv'],
    ['a file of more than 40 million characters', 'x'.repeat(40_000_001), 400, 'csv'],
  ])('that has %s is refused, naming the field', async (_what, csv, status, field) => {
    const answer = await send(csv);
    expect([answer.status, answer.body.field]).toEqual([status, field]);
  });

  it.each(['2020-02-30', '2020-6-30', '20200630', '２０２０-06-30', '', null])(
    'dated %p is refused, naming the field',
    async (registerDate) => {
      const { status, body } = await send(SMALL_REGISTER_CSV, { registerDate });
      expect([status, body.field]).toEqual([400, 'registerDate']);
    },
  );

  it('leaves nothing behind, and the mended file is taken', async () => {
    const { body } = await coverage.get<{ items: object[] }>('/v1/registers');
    expect(body.items).toEqual([]);
    expect((await send(SMALL_REGISTER_CSV)).status).toBe(201);
  });
});
