import * as fc from 'fast-check';
import type { Tx } from '@youlu/persistence';
import { INDICATORS } from '@youlu/vocabulary';
import { DeclareCoverage } from '../declarations/declare-coverage.use-case';
import { FileDeclarations } from '../declarations/file-declarations.use-case';
import { KeepNodes } from '../evidence/keep-nodes.use-case';
import { RecordVisits } from '../evidence/record-visits.use-case';
import { ReplaceEvidence } from '../evidence/replace-evidence.use-case';
import { naiveStates } from '../testing/naive-coverage';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { anySmallWorld, SMALL_REGISTER_CSV, type SmallWorld } from '../testing/small-worlds';
import { CoverageRates } from './coverage-rates.query';
import { CoverageStates } from './coverage-states.query';
import { DENOMINATOR_NAMES } from './denominators';

const TABLES = ['parcels', 'parcel_facts', 'nodes', 'visits', 'visit_weeks'];

describe('states and rates', () => {
  let coverage: RunningCoverage;
  const use = <T>(type: new (...args: never[]) => T): T =>
    coverage.app.get(type, { strict: false });

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
  }, 60_000);
  afterAll(() => coverage?.stop());

  const clear = () =>
    coverage.db.transaction((tx) =>
      tx.execute(`TRUNCATE declarations, declaration_filings, ${TABLES.join(', ')}`),
    );

  /** Everything in the tables, as one text. */
  const everything = async (): Promise<string> => {
    const texts: string[] = [];
    for (const table of TABLES) {
      const rows = await coverage.db.query<{ row: string }>(
        `SELECT to_jsonb(t)::text AS row FROM ${table} t`,
      );
      texts.push(
        `${table}\n${rows
          .map(({ row }) => row)
          .sort()
          .join('\n')}`,
      );
    }
    return texts.join('\n\n');
  };

  /** Tells the world in pieces of `size`, each in a transaction of its own. */
  const tell = async (world: SmallWorld, size: number): Promise<void> => {
    const inPieces = async <R>(rows: readonly R[], work: (tx: Tx, piece: R[]) => Promise<void>) => {
      for (let at = 0; at < rows.length; at += size) {
        await coverage.db.transaction((tx) => work(tx, rows.slice(at, at + size)));
      }
    };
    await inPieces(world.visits, (tx, rows) => use(RecordVisits).execute(tx, rows));
    await inPieces(world.snapshots, (tx, rows) => use(ReplaceEvidence).execute(tx, rows));
    await inPieces(world.nodes, (tx, rows) => use(KeepNodes).execute(tx, rows));
  };

  const declare = async (world: SmallWorld): Promise<void> => {
    await coverage.db.transaction(async (tx) => {
      const indexed = <R>(rows: readonly R[]) => rows.map((row, index) => ({ index, row }));
      const declared = await use(DeclareCoverage).execute(tx, indexed(world.declarations), 1);
      const filed = await use(FileDeclarations).execute(tx, indexed(world.filings), 1);
      expect([...declared.rejections, ...filed.rejections]).toEqual([]);
    });
  };

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
            const expected = naiveStates(world, indicator, denominator === 'strict-2020');
            expect(
              judged.map(({ code, state, undeclared, declared, evidence }) => {
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
