import * as fc from 'fast-check';
import { COVERAGE_STATES, type CoverageState } from '@youlu/vocabulary';
import { DECLARED_BIT, NOT_COUNTED, SIMULATED_BIT } from './judge';
import { Population } from './population';
import { countMarks, type Tally, tallyOf } from './tally';

const markOf = (state: CoverageState, declared: boolean, simulated = false): number =>
  COVERAGE_STATES.indexOf(state) + (declared ? DECLARED_BIT : 0) + (simulated ? SIMULATED_BIT : 0);

const anyUnit = fc
  .record({
    county: fc.constantFrom('653024', '653023', '659001', '650102'),
    township: fc.constantFrom('100', '200', '001'),
    village: fc.constantFrom('200', '201', '202', '203'),
    state: fc.constantFrom(...COVERAGE_STATES),
    declared: fc.boolean(),
    simulated: fc.boolean(),
  })
  .map(({ county, township, village, ...rest }) => ({
    code: county + township + village,
    ...rest,
  }));

const standing = (code: string) => ({
  unitId: code,
  code,
  name: code,
  level: 5,
  kind: 'admin_village' as const,
  parentCode: code.slice(0, 9),
});

describe('tallies', () => {
  it('add up: the parts of a denominator, and children to their parents', () => {
    const anyUnits = fc.uniqueArray(anyUnit, { maxLength: 48, selector: ({ code }) => code });
    fc.assert(
      fc.property(anyUnits, (drawn) => {
        const units = drawn.toSorted((a, b) => (a.code < b.code ? -1 : 1));
        const population = new Population(units.map(({ code }) => standing(code)));
        const marks = Uint8Array.from(units, (u) => markOf(u.state, u.declared, u.simulated));
        const tally = (place: string): Tally => {
          const { from, to } = population.within(place);
          return tallyOf(countMarks(marks, from, to));
        };
        const places = new Set(
          units.flatMap(({ code }) => [2, 4, 6, 9].map((n) => code.slice(0, n))),
        );
        for (const code of ['', ...places]) {
          const t = tally(code);
          const inside = units.filter((unit) => unit.code.startsWith(code));
          expect(t.denominator + t.excluded).toBe(inside.length);
          expect(t.observed).toBe(inside.filter(({ state }) => state === 'observed').length);
          const parts = t.observed + t.contradicted + t.declaredOnly + t.notServed + t.unknown;
          expect(parts).toBe(t.denominator);
          expect(t.measured).toBeLessThanOrEqual(t.declared);
          if (code.length === 9) continue;
          const length = { 0: 2, 2: 4, 4: 6, 6: 9 }[code.length] ?? 0;
          const children = [...places].filter((c) => c.length === length && c.startsWith(code));
          const sum = (of: (t: Tally) => number) =>
            children.reduce((total, child) => total + of(tally(child)), 0);
          for (const key of [
            'denominator',
            'declared',
            'observed',
            'excluded',
            'undeclared',
          ] as const) {
            expect(sum((child) => child[key])).toBe(t[key]);
          }
          expect(children.some((child) => tally(child).simulated)).toBe(t.simulated);
        }
      }),
    );
  });

  it('count as measured the declared units on which evidence has spoken', () => {
    const marks = Uint8Array.of(
      markOf('observed', true),
      markOf('observed', false),
      markOf('contradicted', true),
      markOf('declared-only', true),
      markOf('excluded', true),
      NOT_COUNTED,
    );
    expect(tallyOf(countMarks(marks, 0, marks.length))).toMatchObject({
      denominator: 4,
      declared: 3,
      measured: 2,
      excluded: 1,
      undeclared: 1,
    });
  });
});
