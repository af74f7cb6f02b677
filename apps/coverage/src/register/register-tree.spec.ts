import { RegisterTree, type StandingUnit } from './register-tree';
import { levelOf } from './unit-level';
import { unitIdOf } from './unit-version';

const unit = (code: string, level: number): StandingUnit => ({
  unitId: unitIdOf(code, '2020-06-30'),
  code,
  name: code,
  level,
  kind: 'county',
  parentCode: null,
});

describe('the register on a day', () => {
  const tree = new RegisterTree('2020-06-30', [
    unit('653024', 3),
    unit('65', 1),
    unit('6530', 2),
    unit('653024203', 4),
    unit('653023', 3),
    unit('653101', 3),
  ]);

  it('gives a unit and everything in it as one stretch of codes', () => {
    expect(tree.within('6530').map((u) => u.code)).toEqual([
      '6530',
      '653023',
      '653024',
      '653024203',
    ]);
    expect(tree.within('66')).toEqual([]);
    expect(tree.find('653101')?.unitId).toBe('653101@2020-06-30');
    expect(tree.find('65')?.code).toBe('65');
    expect(['6531', '653023100', '7'].map((code) => tree.find(code))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('calls a gathering of counties that the province administers a group', () => {
    expect(levelOf({ level: 2, kind: 'province_administered' })).toBe('group');
    expect(levelOf({ level: 2, kind: 'autonomous_prefecture' })).toBe('prefecture');
    expect(levelOf({ level: 5, kind: 'admin_village' })).toBe('village');
  });
});
