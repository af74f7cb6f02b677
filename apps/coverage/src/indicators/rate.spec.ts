import * as fc from 'fast-check';
import { COVERAGE_STATES } from '@youlu/vocabulary';
import { addUnit, type CountedUnit, emptyTally, tallyByPlace } from './rate';

const anyUnit = fc
  .record({
    county: fc.constantFrom('653024', '653023', '659001', '650102'),
    township: fc.constantFrom('100', '200', '001'),
    village: fc.constantFrom('', '200', '201'),
    state: fc.constantFrom(...COVERAGE_STATES),
    declared: fc.boolean(),
    simulated: fc.boolean(),
  })
  .map(({ county, township, village, ...rest }) => ({
    code: county + township + village,
    ...rest,
  }));

describe('tallies', () => {
  it('add up: the parts of a denominator, and children to their parents', () => {
    fc.assert(
      fc.property(fc.array(anyUnit, { maxLength: 60 }), (units) => {
        const tallies = tallyByPlace(units);
        for (const t of tallies.values()) {
          const parts = t.observed + t.contradicted + t.declaredOnly + t.notServed + t.unknown;
          expect(parts).toBe(t.denominator);
          expect(t.measured).toBeLessThanOrEqual(t.declared);
        }
        for (const [code, parent] of tallies) {
          const children = [...tallies].filter(
            ([c]) => c.startsWith(code) && c.length === { 2: 4, 4: 6, 6: 9 }[code.length],
          );
          if (code.length === 9) continue;
          const sum = (of: (t: typeof parent) => number) =>
            children.reduce((total, [, t]) => total + of(t), 0);
          expect(sum((t) => t.denominator)).toBe(parent.denominator);
          expect(sum((t) => t.declared)).toBe(parent.declared);
          expect(sum((t) => t.observed)).toBe(parent.observed);
          expect(sum((t) => t.excluded)).toBe(parent.excluded);
          expect(children.some(([, t]) => t.simulated)).toBe(parent.simulated);
        }
      }),
    );
  });

  it('count as measured the declared units on which evidence has spoken', () => {
    const tally = emptyTally();
    const unit = (state: CountedUnit['state'], declared: boolean): CountedUnit => ({
      state,
      declared,
      simulated: false,
    });
    addUnit(tally, unit('observed', true));
    addUnit(tally, unit('observed', false));
    addUnit(tally, unit('contradicted', true));
    addUnit(tally, unit('declared-only', true));
    addUnit(tally, unit('excluded', true));
    expect(tally).toMatchObject({
      denominator: 4,
      declared: 3,
      measured: 2,
      excluded: 1,
      undeclared: 1,
    });
  });
});
