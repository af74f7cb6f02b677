import { join } from 'node:path';
import { zipSync } from 'fflate';
import { encode } from 'iconv-lite';
import { isZhEn } from '@youlu/vocabulary';
import { codes, CommandUnderTest } from '../testing/command-under-test';
import type { StubDoors } from '../testing/stub-doors';
import { workbookParts } from '../testing/tiny-workbook';

const HEAD = '区划代码,指标,起始日期,截止日期,依据';
const VILLAGE = '991101100200';
const declared = (...lines: string[]) => [HEAD, ...lines, ''].join('\n');
const row = (code = VILLAGE, from = '2026-01-01', to = '') =>
  `${code},快递进村,${from},${to},申报表`;

describe('npm run youlu -- import declarations', () => {
  let cli: CommandUnderTest;
  let doors: StubDoors;
  const importing: CommandUnderTest['importing'] = (...words) => cli.importing(...words);

  beforeEach(async () => {
    cli = await new CommandUnderTest().open();
    ({ doors } = cli);
  });
  afterEach(() => cli.close());

  it('takes a file in GBK with full-width digits, and tells what it made plain', async () => {
    const text = declared('９９１１０１１００２００,快递进村,２０２６-０１-０１,,申报表（一）');
    const { code, result } = await importing('declarations', encode(text, 'gbk'));
    expect([code, result.format]).toEqual([0, 'gbk']);
    expect(doors.rows('/v1/declarations', 'declarations')).toEqual([
      {
        declarationId: '991101100200.village-express.2026-01-01',
        unitCode: VILLAGE,
        indicator: 'village-express',
        from: '2026-01-01',
        source: '申报表（一）',
      },
    ]);
    expect(result.notes.map(({ line, field }) => [line, field])).toEqual([
      [2, 'unitCode'],
      [2, 'from'],
    ]);
  });

  it('takes a byte order mark, a title above the headings, and columns nobody asked for', async () => {
    const text = `\uFEFF松石县申报表,,,,,\n${HEAD},备注\n${row()},好\n`;
    const { code, result } = await importing('declarations', text);
    expect([code, result.tallies]).toMatchObject([0, [{ thing: 'declarations', created: 1 }]]);
    const note = '此列未使用。this column is not used';
    expect(result.notes).toEqual([{ line: 2, field: '备注', note }]);
  });

  it('keeps the good lines, tells the bad ones, and does not call the county complete', async () => {
    const text = declared(
      row(),
      row('991101100299999'),
      row('991101100201', '2026-02-30'),
      row('991101100201', '2026-03-01', '2026-02-01'),
      `${row()},zu viel`,
      row('991101'),
    );
    const { code, result } = await importing('declarations', text);
    expect(code).toBe(1);
    expect(codes(result)).toEqual([
      [3, 'unitCode', 'not-a-division-code'],
      [4, 'from', 'no-such-day'],
      [5, 'to', 'period-empty'],
      [6, 'file', 'wrong-number-of-cells'],
      [7, 'unitCode', 'county-not-complete'],
    ]);
    expect(result.refused.every(({ reason, fix }) => isZhEn(reason) && isZhEn(fix))).toBe(true);
    expect(doors.posted.map(({ path }) => path)).toEqual(['/v1/declarations']);
  });

  it('a missing column refuses the file, saying which headings would do; so does one twice', async () => {
    const missing = await importing(
      'declarations',
      `区划代码,起始日期,依据\n${VILLAGE},2026-01-01,表\n`,
    );
    expect(missing.code).toBe(1);
    expect(missing.result.refused).toMatchObject([
      {
        line: 1,
        field: 'indicator',
        code: 'column-missing',
        fix: expect.stringContaining('指标') as string,
      },
    ]);
    const twice = await importing('declarations', `${HEAD},村代码\n${row()},1\n`);
    expect(codes(twice.result)).toEqual([[1, 'unitCode', 'column-repeated']]);
    const none = await importing('declarations', 'x,y\n1,2\n');
    expect(codes(none.result)).toEqual([[1, 'headings', 'no-headings']]);
    const bare = await importing('declarations', `${HEAD}\n`);
    expect(codes(bare.result)).toEqual([[1, 'rows', 'no-rows']]);
    expect(doors.posted).toEqual([]);
  });

  it('what a door refuses is told by the line of the file', async () => {
    const rejection = {
      index: 1,
      field: 'unitCode',
      code: 'declaration.unit-unknown',
      reason: 'r',
      fix: 'f',
    };
    const results = [{ index: 0, outcome: 'stored' }];
    doors.instead.push({ status: 200, body: { items: [] } });
    doors.instead.push({ status: 200, body: { results, rejections: [rejection] } });
    const { code, result } = await importing(
      'declarations',
      declared(row(), '', row('991101100299')),
    );
    expect(code).toBe(1);
    expect(result.refused).toMatchObject([{ line: 4, field: 'unitCode', reason: 'r', fix: 'f' }]);
    expect(result.tallies).toMatchObject([{ created: 1 }]);
  });

  it('a file cut in the middle keeps its whole lines and holds the county back', async () => {
    const text = declared(row(), row('991101'), row('991101100201'));
    const whole = Buffer.from(text);
    const { code, result } = await importing('declarations', whole.subarray(0, -3));
    expect([code, codes(result)]).toEqual([
      1,
      [
        [3, 'unitCode', 'county-not-complete'],
        [4, 'file', 'file-cut'],
      ],
    ]);
    expect(doors.rows('/v1/declarations', 'declarations')).toHaveLength(1);
  });

  it('a cell of 10 MB costs its line only', async () => {
    const text = declared(
      `${VILLAGE},快递进村,2026-01-01,,${'表'.repeat(3_500_000)}`,
      row('991101100201'),
    );
    const { code, result } = await importing('declarations', text);
    expect([code, codes(result)]).toEqual([1, [[2, 'column 5', 'cell-too-long']]]);
    expect(doors.rows('/v1/declarations', 'declarations')).toHaveLength(1);
  });

  it.each([
    ['an empty file', '', /The file is empty/],
    ['a picture', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 1]), /not text in UTF-8 or GBK/],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), /Save it as .xlsx/],
    [
      'a zip bomb',
      zipSync({ ...workbookParts({ a: [['x']] }), zeros: new Uint8Array(9_000_000) }),
      /refused: it says that it unpacks to more than 100 times/,
    ],
  ])('%s is refused in one line, before anything is sent', async (_name, content, line) => {
    const { code, err } = await importing('declarations', content);
    expect([code, err.trim().split('\n')]).toEqual([2, [expect.stringMatching(line)]]);
    expect(doors.posted).toEqual([]);
  });

  it('a dry run judges by the registers and writes nothing', async () => {
    const text = declared(row(), row('991101100299'), row('991101'));
    const { code, result } = await importing('declarations', text, '--dry-run');
    expect([code, result.dryRun, codes(result)]).toEqual([
      1,
      true,
      [
        [3, 'unitCode', 'unit-unknown'],
        [4, 'unitCode', 'county-not-complete'],
      ],
    ]);
    expect(result.tallies).toMatchObject([{ thing: 'declarations', good: 1, created: 0 }]);
    expect(doors.posted).toEqual([]);
  });

  it('again changes nothing: the same keys, and everything as before', async () => {
    const text = declared(row(), row('991101'));
    await importing('declarations', text);
    const again = await importing('declarations', text);
    expect(again.result.tallies).toMatchObject([
      { thing: 'declarations', created: 0, unchanged: 1 },
      { created: 0, unchanged: 1 },
    ]);
    expect(doors.posted).toHaveLength(2);
    doors.registerDate = '2027-01-01'; // the answer may be another one now
    await importing('declarations', text);
    expect(doors.posted).toHaveLength(4);
    expect(doors.posted[2]?.key).not.toBe(doors.posted[0]?.key);
  });

  it('a service that is away ends it with a line that says how to go on', async () => {
    const text = declared(row());
    doors.instead.push({ status: 200, body: { items: [] } });
    doors.instead.push(
      { status: 503, body: { detail: 'no' } },
      { status: 503, body: { detail: 'no' } },
    );
    const { code, err } = await importing('declarations', text);
    expect(code).toBe(3);
    expect(err).toMatch(/does not answer \/v1\/declarations \(503 no\).*run this again/);
    expect(
      (await cli.command(['import', 'declarations', join(cli.folder, 'nowhere')])).err,
    ).toMatch(/ENOENT/);
  });
});
