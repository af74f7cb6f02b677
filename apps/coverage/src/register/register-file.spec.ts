import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { judgeRegisterFile as judgeRegister } from './register-file.client';
import { canonicalText, countByKind, type RegisterFault } from './register-row';

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

function faultsOf(csv: string): RegisterFault[] {
  const judgement = judgeRegister(csv);
  return judgement.accepted ? [] : judgement.faults;
}

function withLine(line: number, text: string): string {
  return SMALL.map((l, i) => (i + 1 === line ? text : l)).join('\n');
}

describe('a register file', () => {
  it('of Xinjiang, edition 2020-06-30, is accepted with all its 16,322 units', () => {
    const judgement = judgeRegister(REAL);
    if (!judgement.accepted) throw new Error(JSON.stringify(judgement.faults.slice(0, 3)));
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

  it('may carry a byte order mark, CRLF, blank lines, other column order and further columns', () => {
    const wide = SMALL.map((line) => {
      const [code, name, level, parent, kind] = line.split(',');
      return [kind, 'x', parent, level, name, code].join(',');
    });
    const judgement = judgeRegister(`\uFEFF${wide.join('\r\n')}\r\n\r\n`);
    expect(judgement).toMatchObject({ accepted: true });
    const plain = judgeRegister(SMALL.join('\n'));
    if (!judgement.accepted || !plain.accepted) throw new Error('both are good');
    expect(canonicalText(judgement.rows)).toBe(canonicalText(plain.rows));
  });

  it.each([
    ['nothing', '', 1, 'empty'],
    ['a header alone', HEADER, 1, 'empty'],
    ['no column for the kind', SMALL.join('\n').replace(',kind', ',sort'), 1, 'column-missing'],
    ['a column twice', SMALL.join('\n').replace(',kind', ',kind,kind'), 1, 'column-repeated'],
    ['a short line', withLine(4, '653024,乌恰县,3'), 4, 'wrong-number-of-fields'],
    ['an open quote', withLine(4, '653024,"乌恰县,3,6530,county'), 6, 'unreadable'],
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
    ['an empty name', withLine(5, '653024203,,4,653024,township'), 5, 'name-unusable'],
    ['an orphan', SMALL.filter((_, i) => i !== 4).join('\n'), 5, 'parent-missing'],
    ['a repeated code', `${SMALL.join('\n')}\n${SMALL[4]}`, 7, 'code-repeated'],
  ])('with %s is refused, naming the line', (_what, csv, line, code) => {
    expect(faultsOf(csv)).toContainEqual(expect.objectContaining({ line, code }));
    expect(faultsOf(csv).every((fault) => fault.reason !== '' && fault.fix !== '')).toBe(true);
  });

  it('names every fault, not the first', () => {
    const csv = [
      ...SMALL,
      '653024203200,再一次,5,653024203,admin_village',
      '6531,喀什,3,65,prefecture',
    ];
    expect(faultsOf(csv.join('\n')).map(({ line, code }) => [line, code])).toEqual([
      [7, 'code-repeated'],
      [8, 'level-mismatch'],
    ]);
  });

  it('is judged by its content, whatever the order of its lines', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(SMALL.slice(1), { minLength: 5 }), (body) => {
        const judgement = judgeRegister([HEADER, ...body].join('\n'));
        const sorted = judgeRegister(SMALL.join('\n'));
        if (!judgement.accepted || !sorted.accepted) throw new Error('both are good');
        expect(canonicalText(judgement.rows)).toBe(canonicalText(sorted.rows));
      }),
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const judgement = judgeRegister(`${HEADER}\n${text}`);
        expect(judgement.accepted || judgement.faults.length > 0).toBe(true);
      }),
    );
  });
});
