import * as fc from 'fast-check';
import type { RegisterRow } from './register-row';
import { holdsOn, layBeside, openingVersions, type UnitVersion } from './unit-version';

const row = (code: string, name: string, more: Partial<RegisterRow> = {}): RegisterRow => ({
  line: 2,
  code,
  name,
  level: 5,
  parentCode: code.slice(0, 9),
  kind: 'admin_village',
  ...more,
});
const A = '653024200201';
const B = '653024200202';
const C = '653024200203';

/** What stands after both editions are loaded, in the order given. */
function loaded(first: RegisterRow[], on: string, second: RegisterRow[], secondOn: string) {
  const standing = openingVersions(first, on);
  const { opened, moved } = layBeside(standing, on, second, secondOn);
  const byId = new Map(standing.map((unit) => [unit.unitId, unit]));
  for (const unit of [...opened, ...moved]) byId.set(unit.unitId, unit);
  return [...byId.values()];
}

const said = (units: UnitVersion[]) =>
  units
    .map(({ unitId, name, validFrom, validTo }) => [unitId, name, validFrom, validTo].join(' '))
    .sort();

describe('a second edition', () => {
  const OLD = [row(A, '甲村'), row(B, '乙村')];
  const NEW = [row(A, '甲村'), row(B, '乙社区', { kind: 'community' }), row(C, '乙村')];

  it('keeps what says the same, ends what is gone and opens the rest, guessing no move', () => {
    expect(said(loaded(OLD, '2020-06-30', NEW, '2023-06-30'))).toEqual([
      `${A}@2020-06-30 甲村 2020-06-30 `,
      `${B}@2020-06-30 乙村 2020-06-30 2023-06-30`,
      `${B}@2023-06-30 乙社区 2023-06-30 `,
      `${C}@2023-06-30 乙村 2023-06-30 `,
    ]);
  });

  it('may be the older one: ids stay, and what it shares holds from its date on', () => {
    expect(said(loaded(NEW, '2023-06-30', OLD, '2020-06-30'))).toEqual([
      `${A}@2023-06-30 甲村 2020-06-30 `,
      `${B}@2020-06-30 乙村 2020-06-30 2023-06-30`,
      `${B}@2023-06-30 乙社区 2023-06-30 `,
      `${C}@2023-06-30 乙村 2023-06-30 `,
    ]);
  });

  it('leaves each edition as it was stated, whichever comes first', () => {
    const anyRows = fc
      .uniqueArray(fc.tuple(fc.constantFrom(A, B, C), fc.constantFrom('甲村', '乙村')), {
        selector: ([code]) => code,
      })
      .map((rows) => rows.map(([code, name]) => row(code, name)));
    const on = (units: UnitVersion[], day: string) =>
      units
        .filter((unit) => holdsOn(unit, day))
        .map(({ code, name }) => `${code} ${name}`)
        .sort();
    const stated = (rows: RegisterRow[]) => rows.map(({ code, name }) => `${code} ${name}`).sort();
    fc.assert(
      fc.property(anyRows, anyRows, fc.boolean(), (older, newer, olderFirst) => {
        const units = olderFirst
          ? loaded(older, '2020-06-30', newer, '2023-06-30')
          : loaded(newer, '2023-06-30', older, '2020-06-30');
        expect(on(units, '2020-06-30')).toEqual(stated(older));
        expect(on(units, '2023-06-30')).toEqual(stated(newer));
      }),
    );
  });
});
