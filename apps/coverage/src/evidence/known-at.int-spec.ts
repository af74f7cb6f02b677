import * as fc from 'fast-check';
import { INDICATORS, startOfDay } from '@youlu/vocabulary';
import { CoverageStates } from '../indicators/coverage-states.query';
import { naiveStates, worldKnownAt } from '../testing/naive-coverage';
import { loadLongAgo, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import {
  anySmallWorld,
  SMALL_REGISTER_CSV,
  type SmallWorld,
  withVisitsSentAgain,
} from '../testing/small-worlds';
import { clearWorld, declareWorld, tellWorld } from '../testing/told-world';

const HOUR_MS = 3_600_000;
/** Half of what is declared was noted by then. */
const DECLARED_LATER = startOfDay('2020-09-20');

type Declared = Pick<SmallWorld, 'declarations' | 'filings'>;

/** Every second declaration and filing. */
function half({ declarations, filings }: Declared, odd: number): Declared {
  const isOurs = (_: unknown, i: number): boolean => i % 2 === odd;
  return { declarations: declarations.filter(isOurs), filings: filings.filter(isOurs) };
}

describe('states as known at an instant', () => {
  let coverage: RunningCoverage;

  beforeAll(async () => {
    coverage = await startCoverage();
    await loadLongAgo(coverage, SMALL_REGISTER_CSV);
  }, 60_000);
  afterAll(() => coverage?.stop());

  const statesOf = async (
    world: SmallWorld,
    indicator: (typeof INDICATORS)[number],
    at: number,
  ) => {
    const states = coverage.app.get(CoverageStates, { strict: false });
    const question = { indicator, denominator: 'strict-2020' as const, asOf: world.asOf };
    const judged = await states.judge(await states.open({ ...question, knownAt: at }));
    return [...judged.within('')].map(({ code, state, undeclared, declared, evidence }) => {
      const { count, firstAt, lastAt } = evidence;
      return { code, state, undeclared, declared, evidence: { count, firstAt, lastAt } };
    });
  };

  it('equal those of what had been recorded by then, in any small world told in any order', async () => {
    const anyCase = fc.record({
      world: anySmallWorld.map(withVisitsSentAgain),
      size: fc.integer({ min: 1, max: 40 }),
      instants: fc.array(fc.nat(24 * 70), { minLength: 1, maxLength: 3 }),
      order: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(anyCase, async ({ world, size, instants, order }) => {
        await clearWorld(coverage);
        await declareWorld(coverage, half(world, 0));
        await declareWorld(coverage, half(world, 1), DECLARED_LATER);
        const told = order
          ? world
          : { ...world, visits: [...world.visits].reverse(), nodes: [...world.nodes].reverse() };
        await tellWorld(coverage, told, size);
        for (const hours of instants) {
          const at = startOfDay('2020-08-20') + hours * HOUR_MS;
          const known = worldKnownAt(world, at);
          const then = at >= DECLARED_LATER ? known : { ...known, ...half(world, 0) };
          for (const indicator of INDICATORS) {
            const expected = naiveStates(then, indicator, true);
            expect(await statesOf(world, indicator, at)).toEqual(
              expected.sort((a, b) => (a.code < b.code ? -1 : 1)),
            );
          }
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
