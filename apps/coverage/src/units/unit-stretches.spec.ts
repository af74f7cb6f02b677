import { addDays } from '@youlu/vocabulary';
import * as fc from 'fast-check';
import type { ChangeInForce, ChangeKind } from '../lineage/change';
import { heirOf } from '../lineage/proposing/heir';
import type { RegisterRow } from '../register/register-row';
import { type LoadedEdition, type Stretch, stretchesOf } from './unit-stretches';

const row = (code: string, name: string): RegisterRow => ({
  code,
  name,
  level: 5,
  parentCode: code.slice(0, 9),
  kind: 'admin_village',
});
const [A, B, C] = ['653024200201', '653024200202', '653024200203'] as const;
const DATES = ['2020-06-30', '2021-10-31', '2022-10-31', '2023-06-30'] as const;

/** Editions in the order of their dates, loaded in the order given. */
function editions(contents: RegisterRow[][], loading = [1, 2, 3, 4]): LoadedEdition[] {
  return contents.map((rows, i) => ({
    date: DATES[i] ?? '',
    ordinal: loading[i] ?? i,
    rows,
  }));
}
function change(
  kind: ChangeKind,
  from: string[],
  to: string[],
  more: Partial<ChangeInForce> = {},
): ChangeInForce {
  const [earlier, later] = [DATES[0], DATES[1]];
  const same = { earlier: (code: string) => code, later: (code: string) => code };
  const heir = heirOf({ kind, from, to }, same);
  return { changeId: 'c', kind, from, to, heir, earlier, later, effectiveOn: later, ...more };
}
const said = (stretches: Stretch[]) =>
  stretches.map((s) => [s.versionId, s.unitId, s.name, s.validFrom, s.validTo].join(' ')).sort();

describe('the life of a unit', () => {
  it('goes on while editions state the same, ends with the edition that does not', () => {
    const stretches = stretchesOf(
      editions([
        [row(A, '甲村'), row(B, '乙村')],
        [row(A, '甲村'), row(B, '乙社区'), row(C, '丙村')],
      ]),
      [[]],
    );
    expect(said(stretches)).toEqual([
      `${A}@2020-06-30 ${A}@2020-06-30 甲村 2020-06-30 `,
      `${B}@2020-06-30 ${B}@2020-06-30 乙村 2020-06-30 2021-10-31`,
      `${B}@2021-10-31 ${B}@2021-10-31 乙社区 2021-10-31 `,
      `${C}@2021-10-31 ${C}@2021-10-31 丙村 2021-10-31 `,
    ]);
  });

  it('is one over a rename and a recode, each on the day it took effect', () => {
    const stretches = stretchesOf(
      editions([[row(A, '甲村')], [row(A, '新村')], [row(B, '新村')]]),
      [[change('rename', [A], [A], { effectiveOn: '2021-03-01' })], [change('recode', [A], [B])]],
    );
    expect(said(stretches)).toEqual([
      `${A}@2020-06-30 ${A}@2020-06-30 甲村 2020-06-30 2021-03-01`,
      `${A}@2021-10-31 ${A}@2020-06-30 新村 2021-03-01 2021-10-31`,
      `${B}@2022-10-31 ${A}@2020-06-30 新村 2021-10-31 `,
    ]);
  });

  it('has the id of the edition that was loaded first, whatever its date', () => {
    const stretches = stretchesOf(editions([[row(A, '甲村')], [row(B, '甲村')]], [2, 1]), [
      [change('recode', [A], [B])],
    ]);
    expect(stretches.map(({ unitId }) => unitId)).toEqual([`${B}@2021-10-31`, `${B}@2021-10-31`]);
    const alike = stretchesOf(editions([[row(A, '甲村')], [row(A, '甲村')]], [2, 1]), [[]]);
    expect(said(alike)).toEqual([`${A}@2021-10-31 ${A}@2021-10-31 甲村 2020-06-30 `]);
  });

  it('is another one where a code comes back, or a person says so', () => {
    const back = stretchesOf(editions([[row(A, '甲村')], [], [row(A, '甲村')]]), [[], []]);
    expect(back.map(({ unitId }) => unitId)).toEqual([`${A}@2020-06-30`, `${A}@2022-10-31`]);
    const told = stretchesOf(editions([[row(A, '甲村')], [row(A, '甲村')]]), [
      [change('abolish', [A], [])],
    ]);
    expect(told.map(({ unitId }) => unitId)).toEqual([`${A}@2020-06-30`, `${A}@2021-10-31`]);
  });

  it('goes on in the part of a merge or split that is the same unit, and in no other', () => {
    const merged = stretchesOf(editions([[row(A, '甲村'), row(B, '乙村')], [row(A, '甲村')]]), [
      [change('merge', [A, B], [A])],
    ]);
    expect(said(merged)).toEqual([
      `${A}@2020-06-30 ${A}@2020-06-30 甲村 2020-06-30 `,
      `${B}@2020-06-30 ${B}@2020-06-30 乙村 2020-06-30 2021-10-31`,
    ]);
    const split = stretchesOf(editions([[row(A, '甲村')], [row(B, '甲东村'), row(C, '甲西村')]]), [
      [change('split', [A], [B, C])],
    ]);
    expect(new Set(split.map(({ unitId }) => unitId)).size).toBe(3);
  });

  it('leaves each edition as it was stated, one version of a code a day, whatever is decided', () => {
    const anyRows = fc
      .uniqueArray(fc.tuple(fc.constantFrom(A, B, C), fc.constantFrom('甲村', '乙村')), {
        selector: ([code]) => code,
      })
      .map((rows) =>
        rows.map(([code, name]) => row(code, name)).sort((a, b) => (a.code < b.code ? -1 : 1)),
      );
    const anyLoading = fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 });
    const anyCode = fc.constantFrom(A, B, C);
    // Each end of a code is said once a step, as decisions are judged; the days need not fit.
    const anyStep = fc
      .array(fc.tuple(anyCode, anyCode, fc.constantFrom('early', 'late', 'later')), {
        maxLength: 3,
      })
      .map((said) =>
        said.filter(([from, to], i) => !said.slice(0, i).some(([f, t]) => f === from || t === to)),
      );
    const anyWish = fc.array(anyStep, { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(anyRows, { minLength: 2, maxLength: 4 }),
        anyLoading,
        anyWish,
        (contents, loading, wishes) => {
          const changes = wishes.map((step, i) => {
            const states = (rows: RegisterRow[] = [], code: string) =>
              rows.some((r) => r.code === code);
            const [earlier, later] = [DATES[i] ?? '', DATES[i + 1] ?? ''];
            const dayOf = { early: addDays(earlier, 1), late: addDays(later, -60), later };
            return step
              .filter(([from, to]) => states(contents[i], from) && states(contents[i + 1], to))
              .map(([from, to, when]) =>
                change('recode', [from], [to], { earlier, later, effectiveOn: dayOf[when] }),
              );
          });
          const stretches = stretchesOf(editions(contents, loading), changes);
          for (const [i, rows] of contents.entries()) {
            const day = DATES[i] ?? '';
            const standing = stretches.filter(
              (s) => s.validFrom <= day && (s.validTo === null || day < s.validTo),
            );
            expect(standing.map(({ code, name }) => code + name).sort()).toEqual(
              rows.map(({ code, name }) => code + name).sort(),
            );
            // An id once given resolves for good: its code meant one unit on its edition's day.
            for (const { versionId, code, registerDate } of stretches) {
              expect(versionId).toBe(`${code}@${registerDate}`);
            }
          }
          expect(new Set(stretches.map(({ versionId }) => versionId)).size).toBe(stretches.length);
          for (const one of stretches) {
            const until = one.validTo ?? '9999-12-31';
            expect(one.validFrom < until).toBe(true);
            const others = stretches.filter((s) => s !== one && s.code === one.code);
            const overlapping = others.filter(
              (s) => s.validFrom < until && one.validFrom < (s.validTo ?? '9999-12-31'),
            );
            expect(overlapping).toEqual([]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
