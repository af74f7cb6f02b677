import type { UnitKind } from '@youlu/vocabulary';
import type { DeclarationLine } from './declaration-kind';
import { holdBack } from './hold-back';
import { judgeDeclarations, judgeUnits } from './judge-declarations';

const VILLAGE = '991101100200';
const line = (more: Partial<DeclarationLine> = {}): DeclarationLine =>
  ({
    unitCode: VILLAGE,
    indicator: 'village-express',
    from: '2026-01-01',
    source: '申报表',
    ...more,
  }) as DeclarationLine;
const numbered = (...lines: DeclarationLine[]) => lines.map((row, i) => ({ line: i + 2, row }));
const faultsOf = (...lines: DeclarationLine[]) =>
  judgeDeclarations(numbered(...lines)).faults.map((fault) => [
    fault.line,
    fault.field,
    fault.code,
  ]);

describe('declarations', () => {
  it('of different modes, units and days stand beside each other', () => {
    const lines = [
      line({ mode: 'post-express' }),
      line({ mode: 'bus-carried' }),
      line({ mode: 'post-express', operator: '某快递公司' }),
      line({ mode: 'post-express', operator: '另一快递公司' }),
      line({ to: '2026-02-01' }),
      line({ from: '2026-02-01' }),
      line({ unitCode: '991101100201' }),
      line({ indicator: 'village-direct-mail', frequencyPerWeek: 3 }),
      line({ unitCode: '991101' }),
    ];
    expect(judgeDeclarations(numbered(...lines))).toEqual({ good: numbered(...lines), faults: [] });
  });

  it.each<[string, DeclarationLine[], unknown[]]>([
    ['the same line twice', [line(), line()], [[3, 'declarationId', 'repeated']]],
    [
      'periods that overlap',
      [line({ to: '2026-06-01' }), line({ from: '2026-05-31' })],
      [[3, 'from', 'periods-overlap']],
    ],
    ['a period without a day', [line({ to: '2026-01-01' })], [[2, 'to', 'period-empty']]],
    ['a town for villages', [line({ unitCode: '991101100' })], [[2, 'unitCode', 'wrong-level']]],
    [
      'a frequency for parcels',
      [line({ frequencyPerWeek: 3 })],
      [[2, 'frequencyPerWeek', 'out-of-place']],
    ],
    [
      'a mode for letters',
      [line({ indicator: 'village-direct-mail', mode: 'direct' })],
      [[2, 'mode', 'out-of-place']],
    ],
    [
      'an operator for a county',
      [line({ unitCode: '991101', operator: '某快递公司' })],
      [[2, 'operator', 'out-of-place']],
    ],
    [
      'the same line twice of one operator',
      [line({ operator: '某快递公司' }), line({ operator: '某快递公司' })],
      [[3, 'declarationId', 'repeated']],
    ],
    [
      'a mode for a county',
      [line({ unitCode: '991101', mode: 'direct' })],
      [[2, 'mode', 'out-of-place']],
    ],
  ])('are refused: %s', (_name, lines, expected) => {
    expect(faultsOf(...lines)).toEqual(expected);
  });

  it('are held against the register: codes nobody knows, kinds the indicator does not count', () => {
    const kinds = new Map<string, UnitKind[]>([
      [VILLAGE, ['admin_village']],
      ['991101100201', ['community']],
      ['991101', ['county']],
    ]);
    const lines = numbered(
      line(),
      line({ unitCode: '991101100201' }),
      line({ unitCode: '991101100299' }),
      line({ unitCode: '991101' }),
    );
    const { good, faults } = judgeUnits(lines, kinds);
    expect(good.map((row) => row.line)).toEqual([2, 5]);
    expect(faults.map((fault) => [fault.line, fault.code])).toEqual([
      [3, 'unit-not-counted'],
      [4, 'unit-unknown'],
    ]);
  });
});

describe('a county that calls itself complete', () => {
  const filings = numbered(line({ unitCode: '991101' }), line({ unitCode: '991102' }));

  it('is believed where no line of it was refused', () => {
    expect(holdBack(filings, [])).toEqual({ kept: filings, held: [] });
  });

  it('is held back where one was, or where nobody knows whose line it was', () => {
    const { kept, held } = holdBack(filings, ['991102100200']);
    expect(kept.map((row) => row.row.unitCode)).toEqual(['991101']);
    expect(held).toMatchObject([{ line: 3, code: 'county-not-complete' }]);
    expect(holdBack(filings, [undefined]).kept).toEqual([]);
  });
});
