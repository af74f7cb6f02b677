import { judgeRegister } from './judge-register';
import type { Division } from './register-kind';

const rowsOf = (...divisions: Partial<Division>[]) =>
  divisions.map((division, i) => ({
    line: i + 2,
    row: { name: '名', level: undefined, parentCode: undefined, ...division } as Division,
  }));
const TOP = [
  { code: '99', kind: 'province' },
  { code: '9911', kind: 'prefecture' },
  { code: '991101', kind: 'county' },
] as const;
const faultsOf = (...divisions: Partial<Division>[]) =>
  judgeRegister(rowsOf(...TOP, ...divisions)).map(({ line, field, code }) => [line, field, code]);

describe('a register', () => {
  it('whose divisions agree has no fault', () => {
    expect(
      faultsOf(
        { code: '991101100', kind: 'town', level: 4, parentCode: '991101' },
        { code: '991101100200', kind: 'admin_village' },
      ),
    ).toEqual([]);
  });

  it.each<[string, Partial<Division>[], unknown[]]>([
    ['a code twice', [{ code: '9911', kind: 'prefecture' }], [[5, 'code', 'code-repeated']]],
    ['an orphan', [{ code: '991102100', kind: 'town' }], [[5, 'parentCode', 'parent-missing']]],
    [
      'a superior elsewhere',
      [{ code: '991101100', kind: 'town', parentCode: '991102' }],
      [[5, 'parentCode', 'parent-mismatch']],
    ],
    [
      'a level that is not that of the code',
      [{ code: '991101100', kind: 'town', level: 5 }],
      [[5, 'level', 'level-mismatch']],
    ],
    [
      'a village that is a town',
      [{ code: '991101100', kind: 'admin_village' }],
      [[5, 'kind', 'kind-mismatch']],
    ],
  ])('with %s is told so', (_name, divisions, expected) => {
    expect(faultsOf(...divisions)).toEqual(expected);
  });

  it('whose superiors run in a circle is told the circle', () => {
    const faults = judgeRegister(
      rowsOf(
        { code: '99', kind: 'province', parentCode: '9911' },
        { code: '9911', kind: 'prefecture', parentCode: '991101' },
        { code: '991101', kind: 'county', parentCode: '99' },
      ),
    );
    expect(faults.map(({ code }) => code)).toEqual([
      'parent-cycle',
      'parent-cycle',
      'parent-cycle',
    ]);
    expect(faults[0]?.reason).toContain('99 → 9911 → 991101 → 99');
  });
});
