import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codes, CommandUnderTest } from '../testing/command-under-test';
import type { StubDoors } from '../testing/stub-doors';
import { workbook } from '../testing/tiny-workbook';

describe('npm run youlu -- import', () => {
  let cli: CommandUnderTest;
  let doors: StubDoors;
  const importing: CommandUnderTest['importing'] = (...words) => cli.importing(...words);

  beforeEach(async () => {
    cli = await new CommandUnderTest().open();
    ({ doors } = cli);
  });
  afterEach(() => cli.close());

  it('a register is loaded whole or not at all', async () => {
    const head = '区划代码,名称,类别\n';
    const lines = '99,云岭省,省\n9911,云溪地区,地区\n991101,松石县,县\n';
    const more = ['--date', '2026-01-01'];
    const bad = await importing(
      'register',
      `${head}${lines}991102100,某镇,镇\n991101,松石县,县\n`,
      ...more,
    );
    expect(bad.code).toBe(1);
    expect(codes(bad.result)).toEqual([
      [5, 'parentCode', 'parent-missing'],
      [6, 'code', 'code-repeated'],
    ]);
    expect(doors.posted).toEqual([]);
    const good = await importing('register', head + lines, ...more);
    expect(good.result.tallies).toMatchObject([{ thing: 'divisions', created: 3 }]);
    expect(doors.posted[0]?.body).toMatchObject({
      registerDate: '2026-01-01',
      csv: 'code,name,level,parent_code,kind\n99,云岭省,1,,province\n9911,云溪地区,2,99,prefecture\n991101,松石县,3,9911,county\n',
    });
  });

  it('a register of codes and names alone gets its kinds from them', async () => {
    const text = '区划代码,名称\n99,云岭省\n9911,云溪地区\n991101,松石县\n991101200,松石乡\n';
    const { code, result } = await importing('register', text, '--date', '2026-06-30');
    expect([code, result.refused, result.notes.map(({ field }) => field)]).toEqual([
      0,
      [],
      ['kind'],
    ]);
    expect(doors.posted[0]?.body.csv).toContain('991101200,松石乡,4,991101,township');
  });

  it('what is left of a register is loaded where that is asked for, and confirmed', async () => {
    const text = '区划代码,名称,类别\n99,云岭省,省\n9911,云溪地区,乡\n';
    const more = ['--date', '2026-06-30', '--keep-good-rows', '--confirm', 'abc123'];
    const { code, result } = await importing('register', text, ...more);
    expect([code, codes(result)]).toEqual([1, [[3, 'kind', 'kind-mismatch']]]);
    expect(result.tallies).toMatchObject([{ thing: 'divisions', created: 1 }]);
    expect(doors.posted[0]?.body).toMatchObject({ keepGoodRows: true, confirm: 'abc123' });
  });

  it('says how many lines were left out before the door saw any', async () => {
    const text = '区划代码,名称,类别\n99,云岭省,省\n9911,云溪地区,乡\n9912,云山地区,乡\n';
    const more = ['--date', '2026-06-30', '--keep-good-rows'];
    expect((await importing('register', text, ...more)).code).toBe(1);
    expect(doors.posted[0]?.body).toMatchObject({ leftOutBefore: 2 });
    doors.instead.push(
      { status: 200, body: { items: [] } },
      { status: 201, body: { changed: true, rejectedRows: 2, rejections: [] } },
    );
    const next = ['--date', '2027-06-30', '--keep-good-rows'];
    const { result } = await importing('register', text, ...next);
    expect(result.tallies).toMatchObject([{ thing: 'divisions', created: 1 }]);
  });

  it.each([
    ['an open quote', '区划代码,名称,类别\n99,云岭省,省\n9911,"云溪地区,地区\n', 'file-cut'],
    ['a stray quote', '区划代码,名称,类别\n99,云岭省,省\n9911,云"溪地区,地区\n', 'unreadable'],
  ])('a register that could not be read to its end is never loaded: %s', async (_, text, fault) => {
    for (const more of [[], ['--dry-run']]) {
      const asked = ['--date', '2026-06-30', '--keep-good-rows', ...more];
      const { code, result } = await importing('register', text, ...asked);
      expect([code, result.refused.map((one) => one.code), result.tallies]).toEqual([
        1,
        [fault],
        [],
      ]);
      expect(result.notes.map(({ note }) => note).join()).toContain('nothing of it was kept');
    }
    expect(doors.posted).toEqual([]);
  });

  it('what the door left out is counted, not only what it names', async () => {
    const codes150 = Array.from(
      { length: 150 },
      (_, i) => `99${10 + (i % 90)}${10 + Math.floor(i / 90)}`,
    );
    const rows = codes150.map((code, i) => `${code},县${i},县`);
    const rejections = Array.from({ length: 100 }, (_, i) => {
      return { line: i + 3, field: 'code', code: 'c', reason: 'r', fix: 'f' };
    });
    const above = Array.from({ length: 90 }, (_, i) => `99${10 + i},市${i},地级市`);
    doors.instead.push(
      { status: 200, body: { items: [] } },
      { status: 201, body: { changed: true, rejectedRows: 130, rejections } },
    );
    const text = ['区划代码,名称,类别', '99,云岭省,省', ...above, ...rows, ''].join('\n');
    const { result } = await importing(
      'register',
      text,
      '--date',
      '2026-06-30',
      '--keep-good-rows',
    );
    expect(result.tallies).toMatchObject([{ thing: 'divisions', created: 241 - 130 }]);
    expect(result.notes.map(({ note }) => note).join()).toContain('130 rows were left out');
  });

  it('a register that would abolish much is told what to write', async () => {
    const body = {
      code: 'coverage.register.many-abolished',
      detail: 'too many are gone',
      confirmation: 'abc1',
    };
    doors.instead.push({ status: 200, body: { items: [] } }, { status: 409, body });
    const text = '区划代码,名称\n99,云岭省\n';
    const { result } = await importing('register', text, '--date', '2026-06-30');
    expect(result.refused[0]?.fix).toContain('add --confirm abc1 to the command');
  });

  it('what the register door refuses is told by the line of the file', async () => {
    const errors = [{ line: 2, field: 'name', code: 'c', reason: 'r', fix: 'f' }];
    doors.instead.push({ status: 200, body: { items: [] } }, { status: 400, body: { errors } });
    const text = '区划代码,名称,类别\n9911,云溪地区,地区\n99,云岭省,省\n';
    const { code, result } = await importing('register', text, '--date', '2026-01-01');
    expect([code, codes(result)]).toEqual([1, [[3, 'name', 'c']]]); // 99 is sorted first
  });

  it('takes a network from the sheets of a workbook, in the order of what names what', async () => {
    const nodes = [
      ['编号', '名称', '层级', '所在区划代码', '处理分钟', '启用日期'],
      ['station-1', '松石镇站', '乡镇站点', { raw: '991101100' }, 30, { raw: '46023', style: 1 }],
      ['village-1', '城郊村站', '村级站点', { raw: '991101100200' }, 0, '2026-01-01'],
      ['village-9', '无名村站', '村级站点', '991101100299', 0, '2026-01-01'],
    ];
    const routes = [
      ['编号', '起点', '终点', '里程(公里)', '班期', '发车时间', '运行分钟', '启用日期'],
      ['r-1', 'station-1', 'village-1', { raw: '3.5' }, '1-6', '10:00', 20, '2026-01-01'],
      ['r-2', 'station-1', 'station-1', -3, '1-6', '10:00', 20, '2026-01-01'],
    ];
    const rounds = [
      ['编号', '村代码', '出发站点', '投递日', '启用日期'],
      ['o-1', '991101100200', 'station-1', '一三五', '2026-01-01'],
    ];
    const book = workbook({ 邮路班次: rounds, 网点: nodes, 邮路: routes });
    const { code, result } = await importing('network', book);
    expect([code, result.format]).toEqual([1, 'xlsx']);
    expect(result.refused).toMatchObject([
      { sheet: '网点', line: 4, field: 'placeCode', code: 'place-unknown' },
      { sheet: '邮路', line: 3, field: 'distanceKm', code: 'out-of-range' },
    ]);
    expect(doors.posted.map(({ path }) => path)).toEqual([
      '/v1/nodes',
      '/v1/links',
      '/v1/timetables',
      '/v1/rounds',
    ]);
    expect(doors.rows('/v1/nodes', 'nodes')[0]).toMatchObject({
      opensOn: '2026-01-01',
      tier: 'station',
    });
    expect(doors.rows('/v1/timetables', 'timetables')).toMatchObject([
      { departMinute: 600, weekdays: [1, 2, 3, 4, 5, 6] },
      { departMinute: 620 },
    ]);
  });

  it('a network line of which nobody knows what it is, is refused', async () => {
    const text = '行类型,编号,起点,终点,里程\n铁路,x,a,b,1\n,y,a,b,2\n';
    const { result } = await importing('network', text);
    expect(codes(result)).toEqual([
      [2, 'type', 'type-unknown'],
      [3, 'type', 'type-unknown'],
    ]);
  });

  it('takes products and then the projects that count them', async () => {
    const text = readFileSync(
      join(__dirname, '../../../../docs/example-county/products.csv'),
      'utf8',
    );
    const good = await importing('products', text);
    expect(good.code).toBe(0);
    expect(doors.posted.at(-1)).toMatchObject({
      path: '/v1/projects',
      body: { track: 'place', placeCodes: ['991101'], openingCount: 5200, sampleEvery: 1 },
    });
    const again = text
      .replace('songshi-apple,一地', 'pear,一地')
      .replace('2027-01-01', '2026-01-01');
    const bad = await importing('products', again);
    expect(codes(bad.result)).toEqual([[4, 'to', 'period-empty']]);
  });
});
