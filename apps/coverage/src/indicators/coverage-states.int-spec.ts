import * as fc from 'fast-check';
import { INDICATORS } from '@youlu/vocabulary';
import { naiveStates } from '../testing/naive-coverage';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { anySmallWorld, SMALL_REGISTER_CSV, type SmallWorld } from '../testing/small-worlds';
import { clearWorld, declareWorld, everythingTold, tellWorld } from '../testing/told-world';
import { CoverageRates } from './coverage-rates.query';
import { CoverageStates } from './coverage-states.query';
import { DENOMINATOR_NAMES } from '../edition-form/denominators';

describe('states and rates', () => {
  let coverage: RunningCoverage;
  const use = <T>(type: new (...args: never[]) => T): T =>
    coverage.app.get(type, { strict: false });

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
  }, 60_000);
  afterAll(() => coverage?.stop());

  const clear = () => clearWorld(coverage);
  const everything = () => everythingTold(coverage);
  const tell = (world: SmallWorld, size: number) => tellWorld(coverage, world, size);
  const declare = (world: SmallWorld) => declareWorld(coverage, world);

  it('equal a naive recomputation, and sum to their parents, in any small world', async () => {
    await fc.assert(
      fc.asyncProperty(anySmallWorld, fc.integer({ min: 1, max: 9 }), async (world, size) => {
        await clear();
        await declare(world);
        await tell(world, size);
        for (const indicator of INDICATORS) {
          for (const denominator of DENOMINATOR_NAMES) {
            const question = { indicator, denominator, asOf: world.asOf };
            const judged = await use(CoverageStates).judge(
              await use(CoverageStates).open(question),
            );
            const expected = naiveStates(world, indicator, denominator !== 'excl-xpcc-cities');
            expect(
              [...judged.within('')].map(({ code, state, undeclared, declared, evidence }) => {
                const { count, firstAt, lastAt } = evidence;
                return { code, state, undeclared, declared, evidence: { count, firstAt, lastAt } };
              }),
            ).toEqual(expected.sort((a, b) => (a.code < b.code ? -1 : 1)));
            for (const level of ['region', 'prefecture', 'group', 'county', 'unit4'] as const) {
              const { places } = await use(CoverageRates).of(question, level);
              for (const { unit, tally } of places) {
                const inside = expected.filter(({ code }) => code.startsWith(unit.code));
                const having = (state: string) => inside.filter((u) => u.state === state).length;
                const measured = inside.filter(
                  (u) => u.declared && ['observed', 'contradicted'].includes(u.state),
                );
                expect(tally).toMatchObject({
                  denominator: inside.length,
                  declared: inside.filter((u) => u.declared).length,
                  observed: having('observed'),
                  contradicted: having('contradicted'),
                  declaredOnly: having('declared-only'),
                  notServed: having('not-served'),
                  unknown: having('unknown'),
                  excluded: 0,
                  undeclared: inside.filter((u) => u.undeclared).length,
                  measured: measured.length,
                });
              }
            }
          }
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  it('rest on the same rows, whatever the order, the batches and how often it is told', async () => {
    const shuffled = anySmallWorld.chain((world) =>
      fc.record({
        world: fc.constant(world),
        snapshots: fc.shuffledSubarray([...world.snapshots, ...world.snapshots], {
          minLength: world.snapshots.length * 2,
        }),
        visits: fc.shuffledSubarray([...world.visits, ...world.visits], {
          minLength: world.visits.length * 2,
        }),
        sizes: fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })),
      }),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ world, snapshots, visits, sizes }) => {
        await clear();
        await tell(world, sizes[0]);
        const once = await everything();
        await tell(world, sizes[0]);
        expect(await everything()).toBe(once);
        await clear();
        await tell({ ...world, snapshots, visits }, sizes[1]);
        expect(await everything()).toBe(once);
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
