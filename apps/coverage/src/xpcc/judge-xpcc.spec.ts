import { judgeXpcc } from './judge-xpcc';
import type { XpccLine } from './xpcc-unit';

const DIVISION = {
  line: 2,
  code: 'A',
  name: '一师',
  level: 'division',
  parentCode: '',
  divisionCodes: '',
};
const faultsOf = (...lines: Partial<XpccLine>[]) =>
  judgeXpcc(
    [DIVISION, ...lines.map((line, i) => ({ ...DIVISION, line: i + 3, ...line }))],
    () => true,
  ).faults;

describe('a fault in a list of XPCC units', () => {
  it('names the levels as its readers do', () => {
    const [fault] = faultsOf({ code: 'B', level: 'company', parentCode: 'A' });
    expect(fault?.reason).toBe('连的上级不能是师。a company does not lie in a division');
  });

  it('repeats a word that is no level, and takes none for one that JavaScript knows', () => {
    const [wrong, below] = faultsOf(
      { code: 'B', level: 'constructor' },
      { code: 'C', level: 'regiment', parentCode: 'B' },
    );
    expect(wrong).toMatchObject({ line: 3, field: 'level', code: 'not-in-list' });
    expect(below?.reason).toMatch(/^团的上级不能是“constructor”。/);
  });
});
