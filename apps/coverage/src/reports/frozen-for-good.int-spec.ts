import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { formatInstant, startOfDay } from '@youlu/vocabulary';
import { question } from '../testing/report-world';
import {
  loadConfirmed,
  loadLongAgo,
  REAL_REGISTER,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';
import {
  anySmallWorld,
  SMALL_REGISTER_CSV,
  type SmallWorld,
  withVisitsSentAgain,
} from '../testing/small-worlds';
import { clearWorld, declareWorld, tellWorld } from '../testing/told-world';

/** The last whole week, one visit in which is enough, and a moment in its last day. */
const WEEK = { asOf: '2020-09-20', windowWeeks: 1, daysNeeded: 1 };
const KNOWN_AT = startOfDay('2020-09-20') + 43_200_000;

const FILES = [
  'report.json',
  'units.csv',
  'places.csv',
  'report.xlsx',
  'map.geojson',
  'report.pdf',
];

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
  /** The hash of each file of a report; the PDF is kept once it was drawn, so it is drawn anew. */
  const filesOf = async (reportId: string): Promise<Record<string, string>> => {
    await coverage.db.transaction(async (tx) => {
      await tx.execute('ALTER TABLE report_pdfs DISABLE TRIGGER USER');
      await tx.execute('DELETE FROM report_pdfs');
      await tx.execute('ALTER TABLE report_pdfs ENABLE TRIGGER USER');
    });
    const hashes: Record<string, string> = {};
    for (const file of FILES) {
      const url = `/v1/reports/${reportId}/files/${file}`;
      const { statusCode, rawPayload } = await coverage.app.inject({ method: 'GET', url });
      expect([file, statusCode]).toEqual([file, 200]);
      hashes[file] = createHash('sha256').update(rawPayload).digest('hex');
    }
    return hashes;
  };
  const isEqual = async (reportId: string): Promise<boolean> => {
    const path = `/v1/reports/${reportId}/recomputation`;
    return (await coverage.get<{ isEqual: boolean }>(path)).body.isEqual;
  };

  beforeAll(async () => {
    coverage = await startCoverage();
    await loadLongAgo(coverage, SMALL_REGISTER_CSV);
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('never changes, whatever is told, declared or taken away afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(anySmallWorld, anySmallWorld, async (before, after) => {
        await clearWorld(coverage);
        await tellWorld(coverage, before, 7);
        const reportId = await freeze({ asOf: before.asOf });
        const frozen = await filesOf(reportId);
        await declareWorld(coverage, after);
        await tellWorld(coverage, after, 7);
        expect(await filesOf(reportId)).toEqual(frozen);
        await clearWorld(coverage);
        expect(await filesOf(reportId)).toEqual(frozen);
      }),
      { numRuns: 5 },
    );
  }, 120_000);

  it('comes out the same again, when what is told later was recorded later', async () => {
    await fc.assert(
      fc.asyncProperty(anySmallWorld.map(withVisitsSentAgain), async (world) => {
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

  it('never changes in any file, when another register is loaded and its lineage decided on', async () => {
    await clearWorld(coverage);
    const reportId = await freeze({});
    const frozen = await filesOf(reportId);
    const csv = SMALL_REGISTER_CSV.split('\n')
      .filter((line) => !line.startsWith('653024200202'))
      .map((line) => line.replace(/^(653023200201),村,/, '$1,新名村,'));
    csv.push('653024100299,新村,5,653024100,admin_village');
    const later = { ...REAL_REGISTER, registerDate: '2020-08-31', csv: csv.join('\n') };
    const loaded = await loadConfirmed(coverage, later);
    expect([loaded.status, loaded.text]).toEqual([201, expect.any(String)]);
    const { body } = await coverage.get<{ items: { changeId: string; kind: string }[] }>(
      `/v1/changes?earlier=${REAL_REGISTER.registerDate}`,
    );
    const by = { decidedBy: '某州民政局', document: '某民发〔2020〕1号' };
    const outcomes: number[] = [];
    for (const { changeId } of body.items) {
      outcomes.push((await coverage.post(`/v1/changes/${changeId}/reject`, by)).status);
    }
    expect(outcomes).toContain(200);
    expect(await filesOf(reportId)).toEqual(frozen);
    // The world that a report asked for now is made of is another one.
    expect(await filesOf(await freeze({}))).not.toEqual(frozen);
  });
});
