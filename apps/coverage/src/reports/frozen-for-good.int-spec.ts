import * as fc from 'fast-check';
import { formatInstant, startOfDay } from '@youlu/vocabulary';
import { question } from '../testing/report-world';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { anySmallWorld, SMALL_REGISTER_CSV, type SmallWorld } from '../testing/small-worlds';
import { clearWorld, declareWorld, tellWorld } from '../testing/told-world';

/** The last whole week, one visit in which is enough, and a moment in the middle of it. */
const WEEK = { asOf: '2020-09-20', windowWeeks: 1, daysNeeded: 1 };
const KNOWN_AT = startOfDay('2020-09-17');

/** What had been recorded by then of visits, and nothing else that a world tells in between. */
const known = (world: SmallWorld): SmallWorld => ({
  ...world,
  visits: world.visits.filter(({ recordedAt }) => recordedAt <= KNOWN_AT),
});

describe('a report in any small world', () => {
  let coverage: RunningCoverage;
  const freeze = async (more: object) => {
    const { status, body } = await coverage.post<{ reportId: string }>(
      '/v1/reports',
      question({ unit: '65', ...more }),
    );
    expect(status).toBe(201);
    return body.reportId;
  };
  const fileOf = async (reportId: string): Promise<string> =>
    (await coverage.get(`/v1/reports/${reportId}/files/report.json`)).text;
  const isEqual = async (reportId: string): Promise<boolean> => {
    const path = `/v1/reports/${reportId}/recomputation`;
    return (await coverage.get<{ isEqual: boolean }>(path)).body.isEqual;
  };

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('never changes, whatever is told, declared or taken away afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(anySmallWorld, anySmallWorld, async (before, after) => {
        await clearWorld(coverage);
        await tellWorld(coverage, before, 7);
        const reportId = await freeze({ asOf: before.asOf });
        const frozen = await fileOf(reportId);
        await declareWorld(coverage, after);
        await tellWorld(coverage, after, 7);
        expect(await fileOf(reportId)).toBe(frozen);
        await clearWorld(coverage);
        expect(await fileOf(reportId)).toBe(frozen);
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('comes out the same again, when what is told later was recorded later', async () => {
    await fc.assert(
      fc.asyncProperty(anySmallWorld, async (world) => {
        await clearWorld(coverage);
        await tellWorld(coverage, known(world), 5);
        const knownAt = formatInstant(KNOWN_AT);
        const reportId = await freeze({ indicator: 'village-direct-mail', knownAt, ...WEEK });
        await tellWorld(coverage, { ...world, snapshots: [], nodes: [] }, 3);
        expect(await isEqual(reportId)).toBe(true);
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});
