import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { isZhEn } from '@youlu/vocabulary';
import { byRegion, countByKind, type RegisterFault } from '../register/register-row';
import { digestOf } from './register-digest';
import { judgeRegisterFile as judgeRegister } from './register-file.client';

const REAL = gunzipSync(
  readFileSync(`${__dirname}/../../../../data/xinjiang_divisions_2020.csv.gz`),
).toString('utf8');

const HEADER = 'code,name,level,parent_code,kind';
const SMALL = [
  HEADER,
  '65,新疆维吾尔自治区,1,,autonomous_region',
  '6530,克孜勒苏柯尔克孜自治州,2,65,autonomous_prefecture',
  '653024,乌恰县,3,6530,county',
  '653024203,黑孜苇乡,4,653024,township',
  '653024203200,库勒阿日克村委会,5,653024203,admin_village',
];

async function faultsOf(csv: string): Promise<RegisterFault[]> {
  return (await judgeRegister(csv)).faults;
}
/** What the file states, whatever the order of its lines; it has no fault. */
async function stated(csv: string): Promise<string> {
  const { rows, faults } = await judgeRegister(csv);
  expect(faults).toEqual([]);
  return digestOf(byRegion(rows).values());
}

function withLine(line: number, text: string): string {
  return SMALL.map((l, i) => (i + 1 === line ? text : l)).join('\n');
}

describe('a register file', () => {
  it('of Xinjiang, edition 2020-06-30, is accepted with all its 16,322 units', async () => {
    const judgement = await judgeRegister(REAL);
    expect(judgement.faults).toEqual([]);
    expect(judgement.rows).toHaveLength(16_322);
    expect(countByKind(judgement.rows)).toMatchObject({
      town: 424,
      township: 456,
      ethnic_township: 34,
      admin_village: 8891,
      province_administered: 1,
      xpcc_city: 10,
    });
  });

  it('may carry a byte order mark, CRLF, blank lines, other column order and further columns', async () => {
    const wide = SMALL.map((line) => {
      const [code, name, level, parent, kind] = line.split(',');
      return [kind, 'x', parent, level, name, code].join(',');
    });
    const judged = await stated(`\uFEFF${wide.join('\r\n')}\r\n\r\n`);
    expect(judged).toBe(await stated(SMALL.join('\n')));
  });

  it('may give codes and names alone: level, parent and kind follow from them', async () => {
    const short = SMALL.map((line) => line.split(',').slice(0, 2).join(','));
    expect(await stated(short.join('\n'))).toBe(await stated(SMALL.join('\n')));
    const real = REAL.split('\n').map((line) => line.split(',').slice(0, 2).join(','));
    expect(await stated(real.join('\n'))).toBe(await stated(REAL));
  });

  it.each([
    ['nothing', '', 1, 'empty'],
    ['a header alone', HEADER, 1, 'empty'],
    ['no column for the kind', SMALL.join('\n').replace(',kind', ',sort'), 1, 'column-missing'],
    ['a column twice', SMALL.join('\n').replace(',kind', ',kind,kind'), 1, 'column-repeated'],
    ['a short line', withLine(4, '653024,乌恰县,3'), 4, 'wrong-number-of-fields'],
    ['an open quote', withLine(4, '653024,"乌恰县,3,6530,county'), 4, 'unreadable'],
    ['a stray quote', withLine(4, '653024,乌"恰县,3,6530,county'), 4, 'unreadable'],
    ['text behind a quote', withLine(4, '653024,"乌恰"县,3,6530,county'), 4, 'unreadable'],
    [
      'a code of 7 digits',
      withLine(6, '6530242,村,5,653024203,admin_village'),
      6,
      'code-malformed',
    ],
    ['a level too high', withLine(5, '653024203,黑孜苇乡,5,653024,township'), 5, 'level-mismatch'],
    ['a level in words', withLine(5, '653024203,黑孜苇乡,四,653024,township'), 5, 'level-mismatch'],
    ['an unknown kind', withLine(5, '653024203,黑孜苇乡,4,653024,hamlet'), 5, 'kind-unknown'],
    [
      'a village kind on a town',
      withLine(5, '653024203,乡,4,653024,admin_village'),
      5,
      'kind-mismatch',
    ],
    [
      'a parent elsewhere',
      withLine(5, '653024203,黑孜苇乡,4,653023,township'),
      5,
      'parent-mismatch',
    ],
    [
      'a parent above a province',
      withLine(2, '65,新疆,1,86,autonomous_region'),
      2,
      'parent-mismatch',
    ],
    [
      'a quoted name of 20 MB',
      withLine(5, `653024203,"${'乡'.repeat(20_000_000)}",4,653024,township`),
      5,
      'unreadable',
    ],
    ['an empty name', withLine(5, '653024203,,4,653024,township'), 5, 'name-unusable'],
    ['an orphan', SMALL.filter((_, i) => i !== 4).join('\n'), 5, 'parent-missing'],
    ['a repeated code', `${SMALL.join('\n')}\n${SMALL[4]}`, 7, 'code-repeated'],
  ])('with %s is refused, naming the line', async (_what, csv, line, code) => {
    const faults = await faultsOf(csv);
    expect(faults).toContainEqual(expect.objectContaining({ line, code }));
    expect(faults.every(({ reason, fix }) => isZhEn(reason) && isZhEn(fix))).toBe(true);
  });

  it('names every fault, not the first', async () => {
    const csv = [
      ...SMALL,
      '653024203200,再一次,5,653024203,admin_village',
      '6531,喀什,3,65,prefecture',
    ];
    expect((await faultsOf(csv.join('\n'))).map(({ line, code }) => [line, code])).toEqual([
      [7, 'code-repeated'],
      [8, 'level-mismatch'],
    ]);
  });

  it('is read the same with quotes, by the parser, as without, by lines', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...'65,\n 甲3x'), maxLength: 60 }),
        async (text) => {
          const plain = `${SMALL.join('\n')}\n${text}`;
          const quoted = plain.replace('65,新疆维吾尔自治区', '65,"新疆维吾尔自治区"');
          expect(await judgeRegister(quoted)).toEqual(await judgeRegister(plain));
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['a quoted comma', '653024,"乌恰,县",3,6530,county', ['乌恰,县']],
    ['quotes in quotes', '653024, "乌""恰""县" ,3,"6530",county', ['乌"恰"县']],
  ])('is read on by lines after %s', async (_what, text, names) => {
    const { rows, faults } = await judgeRegister(withLine(4, text));
    expect(faults).toEqual([]);
    expect(rows.filter(({ level }) => level === 3).map(({ name }) => name)).toEqual(names);
    expect(rows).toHaveLength(5);
  });

  it('of a nation takes no longer for one quoted name', async () => {
    const many = Array.from({ length: 400_000 }, (_, i) => `${i},名,x`);
    const took = async (lines: readonly string[]): Promise<number> => {
      const begun = performance.now();
      await judgeRegister([HEADER, ...lines].join('\n'));
      return performance.now() - begun;
    };
    const plain = await took(many);
    const quoted = await took(['1,"名",x', ...many]);
    expect(quoted).toBeLessThan(3 * plain + 500);
  });

  it('that cannot be read to its end is told so, good rows or not', async () => {
    const cut = await judgeRegister(withLine(5, '653024203,"黑孜苇乡,4,653024,township'), {
      keepGoodRows: true,
    });
    expect(cut.cut).toMatchObject({ line: 5, code: 'unreadable' });
    expect((await judgeRegister(SMALL.join('\n'))).cut).toBeNull();
  });

  it('can give its good rows alone: those that lie in good rows, the others named', async () => {
    const csv = withLine(5, '653024203,黑孜苇乡,5,653024,township');
    const judged = await judgeRegister(csv, { keepGoodRows: true });
    expect(judged.rows.map(({ code }) => code)).toEqual(['65', '6530', '653024']);
    expect(judged.faults.map(({ line, code }) => [line, code])).toEqual([
      [5, 'level-mismatch'],
      [6, 'parent-refused'],
    ]);
    expect(judged.rejectedRows).toBe(2);
  });

  it('is judged by its content, whatever the order of its lines', async () => {
    const sorted = await stated(SMALL.join('\n'));
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(SMALL.slice(1), { minLength: 5 }), async (body) => {
        expect(await stated([HEADER, ...body].join('\n'))).toBe(sorted);
      }),
    );
  });

  it('never throws, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        const { rows, faults } = await judgeRegister(`${HEADER}\n${text}`);
        expect(rows.length > 0 || faults.length > 0).toBe(true);
      }),
    );
  });
});
