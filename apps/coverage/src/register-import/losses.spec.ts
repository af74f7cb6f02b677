import type { RegisterRow } from '../register/register-row';
import { proposeChanges } from '../lineage/proposing/propose-changes';
import { confirmationOf, lossesBetween, lossOfRegions } from './losses';

const LEVELS: Readonly<Record<number, number>> = { 2: 1, 4: 2, 6: 3, 9: 4, 12: 5 };
const row = (code: string, name = `名${code}`): RegisterRow => ({
  code,
  name,
  level: LEVELS[code.length] ?? 0,
  parentCode: code.length === 2 ? null : code.slice(0, { 4: 2, 6: 4, 9: 6, 12: 9 }[code.length]),
  kind: 'county',
});
const ABOVE = ['65', '6530', '653024', '653024200'].map((code) => row(code));
const STEMS = ['库勒', '康什', '坎久', '阿依', '江吉', '也克', '昆都', '托云', '铁列', '苏约'];
const villages = (n: number) =>
  STEMS.slice(0, n).map((stem, i) => row(`65302420020${i}`, `${stem}村委会`));

function losses(earlier: RegisterRow[], later: RegisterRow[]) {
  const found = lossesBetween(earlier, later, proposeChanges(earlier, later));
  return found.map(({ parentCode, units, abolished }) => [parentCode, units, abolished]);
}

describe('what a register would abolish', () => {
  it('is named from more than a fifth of the units in one on', () => {
    const earlier = [...ABOVE, ...villages(10)];
    expect(losses(earlier, [...ABOVE, ...villages(8)])).toEqual([]);
    expect(losses(earlier, [...ABOVE, ...villages(7)])).toEqual([['653024200', 10, 3]]);
    expect(losses(earlier, earlier)).toEqual([]);
  });

  it('is said of the unit that loses it, not of what is lost', () => {
    expect(losses([...ABOVE, ...villages(10)], ABOVE.slice(0, 3))).toEqual([['653024', 1, 1]]);
  });

  it('is said of what is lost where nothing above it loses much', () => {
    const towns = STEMS.map((stem, i) => row(`65302420${i}`, `${stem}乡`));
    const all = [...ABOVE.slice(0, 3), ...towns, ...villages(10)];
    const left = all.filter(({ code }) => !code.startsWith('653024200'));
    expect(losses(all, left)).toEqual([['653024200', 10, 10]]);
  });

  it('counts what ends though another takes its code', () => {
    const earlier = [...ABOVE, ...villages(10)];
    // Three are gone; the list is renumbered, so that their codes stand for others.
    const later = villages(10)
      .slice(3)
      .map((one, i) => ({ ...one, code: `65302420020${i}` }));
    expect(losses(earlier, [...ABOVE, ...later])).toEqual([['653024200', 10, 3]]);
    const taken = [
      ...villages(7),
      ...['墩买里', '硝尔', '巴扎'].map((stem, i) => {
        return { ...row(`65302420020${7 + i}`, `${stem}虚拟`), kind: 'virtual' as const };
      }),
    ];
    expect(losses(earlier, [...ABOVE, ...taken])).toEqual([['653024200', 10, 3]]);
  });

  it.each([
    ['that slipped by a line', (i: number) => STEMS[(i + 1) % 10]],
    ['that are one throughout', () => '名称'],
  ])('names a list with names %s, the codes standing', (_what, nameAt) => {
    const earlier = [...ABOVE, ...villages(10)];
    const named = villages(10).map((one, i) => ({ ...one, name: `${nameAt(i)}村委会` }));
    const later = [...ABOVE, ...named];
    const found = lossesBetween(earlier, later, proposeChanges(earlier, later));
    expect(found).toMatchObject([{ parentCode: '653024200', units: 10, renamed: 10 }]);
  });

  it('takes single renames and mended names for what they are', () => {
    const earlier = [...ABOVE, ...villages(10)];
    const renamed = earlier.map((one, i) => (i > 3 && i < 8 ? { ...one, name: `新${i}村` } : one));
    expect(losses(earlier, renamed)).toEqual([]);
    const mended = earlier.map((one) => ({ ...one, name: one.name.replace('村委会', '村') }));
    expect(losses(earlier, mended)).toEqual([]);
  });

  it('counts provinces as units of the country', () => {
    expect(lossOfRegions(['11', '12', '65'], ['65'])).toMatchObject([{ units: 3, abolished: 2 }]);
    expect(lossOfRegions(['11', '12', '65'], ['11', '12', '65'])).toEqual([]);
  });

  it('is confirmed by a word for just that', () => {
    const loss = {
      parentCode: '653024',
      parentName: '乌恰县',
      units: 11,
      abolished: 5,
      renamed: 0,
    };
    const word = confirmationOf('digest', [loss]);
    expect(confirmationOf('digest', [loss])).toBe(word);
    expect(confirmationOf('other', [loss])).not.toBe(word);
    expect(confirmationOf('digest', [{ ...loss, abolished: 6 }])).not.toBe(word);
    expect(confirmationOf('digest', [{ ...loss, renamed: 6 }])).not.toBe(word);
  });
});
