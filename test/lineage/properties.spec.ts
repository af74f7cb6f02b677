import fc from 'fast-check';
import { type ProposedChange, hasSidesOfItsKind } from '../../apps/coverage/src/lineage/change';
import { proposeChanges } from '../../apps/coverage/src/lineage/proposing/propose-changes';
import { isStatedAlike } from '../../apps/coverage/src/lineage/stated-alike';
import type { RegisterRow } from '../../apps/coverage/src/register/register-row';
import { editionRows } from './editions';
import { mutated, type Mutation, mutations } from './mutations';

const YEARS = [2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023];
const NAMES = new Map(YEARS.map((year) => [year, `xj-${year}`]));
const rowsOf = (year: number): RegisterRow[] => editionRows(NAMES.get(year) ?? '');

/** A prefecture of the shipped register: some hundred rows of all kinds. */
const BASE = rowsOf(2019).filter(({ code }) => code === '65' || code.startsWith('6504'));

describe('the changes between two editions', () => {
  it('are none between an edition and itself', () => {
    const rows = rowsOf(2020);
    expect(proposeChanges(rows, [...rows].reverse())).toEqual([]);
  });

  it.each(YEARS.slice(1))('account for every code of %i and of the year before once', (year) => {
    expectAccounted(rowsOf(year - 1), rowsOf(year));
  });

  it('account for every code once, whatever happened', () => {
    fc.assert(
      fc.property(mutations, (some: Mutation[]) => expectAccounted(BASE, mutated(BASE, some))),
      { numRuns: 100 },
    );
  });

  it('do not depend on the order of the rows', () => {
    fc.assert(
      fc.property(mutations, fc.infiniteStream(fc.nat()), (some, order) => {
        const later = mutated(BASE, some);
        const shuffle = (rows: RegisterRow[]): RegisterRow[] =>
          rows
            .map((row) => ({ row, at: order.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ row }) => row);
        expect(proposeChanges(shuffle(BASE), shuffle(later))).toEqual(proposeChanges(BASE, later));
      }),
      { numRuns: 25 },
    );
  });

  it('are one recode each where a county has another code, with nothing lost', () => {
    const moved = (code: string): string => code.replace(/^650421/, '650403');
    const later = BASE.map((row) => ({
      ...row,
      code: moved(row.code),
      parentCode: row.parentCode && moved(row.parentCode),
      name: row.code === '650421' ? '鄯善市' : row.name,
    }));
    const changes = proposeChanges(BASE, later);
    const expected = BASE.filter(({ code }) => code.startsWith('650421'));
    expect(expected.length).toBeGreaterThan(80);
    expect(changes.map(({ kind }) => kind)).toEqual(expected.map(() => 'recode'));
    expect(changes.map(({ from, to }) => [...from, ...to].join(' ')).sort()).toEqual(
      expected.map(({ code }) => `${code} ${moved(code)}`).sort(),
    );
  });

  it('are none where only the ending of every name is written otherwise', () => {
    const later = BASE.map((row) => ({
      ...row,
      name: row.level === 5 ? row.name.replace(/村委会$/, '村民委员会') : row.name,
    }));
    expect(later.filter(({ name }, i) => name !== BASE[i]?.name).length).toBeGreaterThan(40);
    expect(proposeChanges(BASE, later)).toEqual([]);
  });
});

/** Every code is stated alike in both editions or on its side of exactly one change. */
function expectAccounted(earlier: readonly RegisterRow[], later: readonly RegisterRow[]): void {
  const changes = proposeChanges(earlier, later);
  const [old, now] = [byCode(earlier), byCode(later)];
  const isAlike = (code: string): boolean => {
    const [a, b] = [old.get(code), now.get(code)];
    return a !== undefined && b !== undefined && isStatedAlike(a, b);
  };
  expect(changes.filter((change) => !hasSidesOfItsKind(change))).toEqual([]);
  for (const [side, codes] of [
    ['from', old.keys()],
    ['to', now.keys()],
  ] as const) {
    const times = timesNamed(changes, side);
    const known = [...codes];
    const all = new Set(known);
    expect(known.filter((code) => !isAlike(code) && times.get(code) !== 1)).toEqual([]);
    expect(known.filter((code) => isAlike(code) && (times.get(code) ?? 0) > 1)).toEqual([]);
    expect([...times.keys()].filter((code) => !all.has(code))).toEqual([]);
  }
}

const byCode = (rows: readonly RegisterRow[]): Map<string, RegisterRow> =>
  new Map(rows.map((row) => [row.code, row]));

function timesNamed(changes: readonly ProposedChange[], side: 'from' | 'to'): Map<string, number> {
  const times = new Map<string, number>();
  for (const change of changes) {
    for (const code of change[side]) times.set(code, (times.get(code) ?? 0) + 1);
  }
  return times;
}
