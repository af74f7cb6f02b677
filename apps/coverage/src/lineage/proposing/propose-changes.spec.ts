import type { RegisterRow } from '../../register/register-row';
import { CHANGE_KINDS, type ChangeKind, hasSidesOfItsKind } from '../change';
import { CONFIDENCES } from './change-reasons';
import { proposeChanges } from './propose-changes';

const row = (code: string, name: string, more: Partial<RegisterRow> = {}): RegisterRow => ({
  code,
  name,
  level: 5,
  parentCode: code.slice(0, 9),
  kind: 'admin_village',
  ...more,
});

describe('the changes between two editions', () => {
  const OLD = [row('653024200201', '甲村'), row('653024200202', '乙村')];

  it('are none where both say the same', () => {
    expect(proposeChanges(OLD, [...OLD].reverse())).toEqual([]);
  });

  it('name each code that is not stated alike once, with as many codes as the kind has', () => {
    const later = [row('653024200201', '甲村'), row('653024200203', '丙村')];
    const changes = proposeChanges(OLD, later);
    expect(changes.flatMap(({ from }) => from)).toEqual(['653024200202']);
    expect(changes.flatMap(({ to }) => to)).toEqual(['653024200203']);
    expect(changes.every(hasSidesOfItsKind)).toBe(true);
  });

  it('of thousands of units of one name are left to a person', () => {
    const town = (code: string) => row(code, `${code}乡`, { level: 4, parentCode: '653024' });
    const many = (towns: readonly string[]) =>
      towns.flatMap((code) => [
        town(code),
        ...Array.from({ length: 900 }, (_, i) =>
          row(`${code}${String(i).padStart(3, '0')}`, '一模一样村'),
        ),
      ]);
    // Ten towns of 900 make 81 million pairs of a name, more than memory holds.
    const [old, now] = [2, 3].map((block) =>
      Array.from({ length: 10 }, (_, i) => `653024${block}0${i}`),
    ) as [string[], string[]];
    const changes = proposeChanges(many(old), many(now));
    const villages = changes.filter(({ from, to }) => (from[0] ?? to[0])?.length === 12);
    expect(villages).toHaveLength(20 * 900);
    expect(new Set(villages.map(({ kind }) => kind))).toEqual(new Set(['abolish', 'create']));
    expect(villages.filter(({ confidence }) => confidence > CONFIDENCES.likely)).toEqual([]);
  });

  it('of lists too long to compare each name with each are left to a person', () => {
    // 40 lists of 450 names gone and 450 come, of 40 signs each: 13 billion signs to compare.
    const digits = '甲乙丙丁戊己庚辛壬癸';
    const noise = (i: number, from: number): string => {
      let seed = i + from;
      return Array.from({ length: 40 }, () => {
        seed = (seed * 48_271 + 11) % 2_147_483_647;
        return digits[seed % 10];
      }).join('');
    };
    const towns = Array.from({ length: 40 }, (_, i) => `6530242${String(i).padStart(2, '0')}`);
    const list = (from: number): RegisterRow[] =>
      towns.flatMap((code, t) => [
        row(code, `${code}乡`, { level: 4, parentCode: '653024' }),
        ...Array.from({ length: 450 }, (_, i) =>
          row(
            `${code}${String(i + (from === 1 ? 0 : 450)).padStart(3, '0')}`,
            noise(t * 900 + i, from),
          ),
        ),
      ]);
    const begun = performance.now();
    const changes = proposeChanges(list(1), list(50_000_000));
    expect(performance.now() - begun).toBeLessThan(25_000);
    expect(changes).toHaveLength(40 * 900);
    const left = changes.filter(({ reason }) => reason === 'too-many-to-compare');
    expect(left.length).toBeGreaterThan(30_000);
    expect(left.every(({ confidence }) => confidence === CONFIDENCES.likely)).toBe(true);
  });

  it('of one name gone and 150,000 come are found without a word too many', () => {
    const later = Array.from({ length: 150_000 }, (_, i) => row(`653024${300_000 + i}`, '幸福村'));
    const changes = proposeChanges([row('653024200001', '幸福村')], later);
    expect(changes).toHaveLength(150_001);
    expect(changes.filter(({ confidence }) => confidence > CONFIDENCES.likely)).toEqual([]);
  });

  it('are read where two names changed places, though one is a part of the other', () => {
    const towns = ['653024200', '653024201'].map((code) =>
      row(code, `${code}乡`, { level: 4, parentCode: '653024' }),
    );
    const list = (first: string, second: string): RegisterRow[] => [
      ...towns,
      row('653024200001', first),
      row('653024200002', '康什村'),
      row('653024201001', second),
      row('653024201002', '阿依村'),
    ];
    const changes = proposeChanges(list('高庙村', '高庙新村'), list('高庙新村', '高庙村'));
    expect(changes.map(({ kind, from, to }) => [kind, ...from, ...to])).toEqual([
      ['transfer', '653024200001', '653024201001'],
      ['transfer', '653024201001', '653024200001'],
    ]);
  });
});

it.each<[ChangeKind, string[], string[], boolean]>([
  ['rename', ['1'], ['1'], true],
  ['rename', ['1'], [], false],
  ['merge', ['1', '2'], ['2'], true],
  ['merge', ['1'], ['2'], false],
  ['split', ['1'], ['1', '2'], true],
  ['create', ['1'], ['1'], false],
])('a %s of %p to %p names as many codes as its kind has: %p', (kind, from, to, fits) => {
  expect(CHANGE_KINDS).toContain(kind);
  expect(hasSidesOfItsKind({ kind, from, to })).toBe(fits);
});
