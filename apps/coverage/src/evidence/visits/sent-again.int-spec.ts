import { VisitsReported } from '@youlu/contracts';
import { rebuild } from '@youlu/persistence';
import { formatInstant, startOfDay } from '@youlu/vocabulary';
import { RecountVillageDays } from '../../village-days/recount-village-days.use-case';
import { KeepVillageDays } from '../../village-days/keep-village-days.use-case';
import { question } from '../../testing/report-world';
import { loadLongAgo, type RunningCoverage, startCoverage } from '../../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../../testing/small-worlds';
import { clearWorld, everythingTold } from '../../testing/told-world';
import { RecordVisits } from './record-visits.use-case';

const HOUR_MS = 3_600_000;
const [VILLAGE, OTHER] = ['653023100201', '653023200201'] as const;
const AT = startOfDay('2020-09-16') + 10 * HOUR_MS;
const ASKED = { indicator: 'village-direct-mail', asOf: '2020-09-20' };
const BY = { organisation: '某州邮政管理局' };
const WEEK = { windowWeeks: 1, daysNeeded: 1 };

describe('a visit that is sent again', () => {
  let coverage: RunningCoverage;

  beforeAll(async () => {
    coverage = await startCoverage();
    await loadLongAgo(coverage, SMALL_REGISTER_CSV);
  }, 60_000);
  afterAll(() => coverage?.stop());
  beforeEach(() => clearWorld(coverage));

  const { simulated: _of, ...example } = VisitsReported.example;
  const visit = (more: Partial<(typeof VisitsReported)['example']>) => ({
    ...example,
    villageCode: VILLAGE,
    visitedAt: AT,
    sentAt: AT + HOUR_MS,
    recordedAt: AT + HOUR_MS,
    ...more,
  });
  const tell = (...visits: ReturnType<typeof visit>[]) =>
    coverage.db.transaction((tx) =>
      coverage.app.get(RecordVisits, { strict: false }).execute(tx, visits),
    );
  const query = (more: Record<string, string | number>): string => {
    const asked: Record<string, string | number> = { ...ASKED, ...more };
    return Object.entries(asked)
      .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
      .join('&');
  };
  const unitOf = async (village: string, more: Record<string, string | number> = {}) => {
    type Unit = { state: string; simulated: boolean; evidenceCount: number };
    const { body } = await coverage.get<{ items: Unit[] }>(
      `/v1/coverage/units?${query({ ...WEEK, ...more, unit: village })}`,
    );
    const [unit] = body.items;
    return [unit?.state, unit?.simulated, unit?.evidenceCount];
  };

  it('later, leaves what was known and published before as it was', async () => {
    await tell(visit({}), visit({ villageCode: OTHER }));
    const { body: report } = await coverage.post<{ reportId: string }>(
      '/v1/reports',
      question({ ...ASKED, ...WEEK }),
    );
    for (const step of ['review', 'publish']) {
      const { status } = await coverage.post(`/v1/reports/${report.reportId}/${step}`, BY);
      expect([step, status]).toEqual([step, 200]);
    }
    const knownAt = formatInstant(Date.now());
    const everywhere = async () =>
      Promise.all([
        unitOf(VILLAGE, { knownAt }),
        unitOf(OTHER, { knownAt }),
        ...['evidence', 'rates'].map(async (door) => {
          const asked = { unit: VILLAGE, knownAt, ...WEEK, level: 'county' };
          const { level: _level, ...ofUnit } = asked;
          const parameters = door === 'rates' ? { ...asked, unit: '653023' } : ofUnit;
          return (await coverage.get(`/v1/coverage/${door}?${query(parameters)}`)).text;
        }),
        ...[VILLAGE, OTHER].map(async (village) => {
          const days = `from=2020-09-14&to=2020-09-20&knownAt=${encodeURIComponent(knownAt)}`;
          const path = `/v1/coverage/village-days/${village}`;
          const ofDay = `/2020-09-16/scans?knownAt=${encodeURIComponent(knownAt)}`;
          return [
            (await coverage.get(`${path}?${days}`)).text,
            (await coverage.get(`${path}${ofDay}`)).text,
          ];
        }),
      ]);
    const before = await everywhere();
    expect(before.slice(0, 2)).toEqual([
      ['observed', false, 1],
      ['observed', false, 1],
    ]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const later = { recordedAt: Date.now() };
    await tell(
      visit({ ...later, sentAt: AT - HOUR_MS }),
      visit({ ...later, villageCode: OTHER, simulated: true }),
    );
    expect(await everywhere()).toEqual(before);
    expect(await unitOf(VILLAGE)).toEqual(['unknown', false, 0]);
    expect(await unitOf(OTHER)).toEqual(['observed', true, 1]);
    const path = `/v1/reports/${report.reportId}/recomputation`;
    expect((await coverage.get(path)).body).toMatchObject({ isEqual: true, differing: 0 });
    const projection = new RecountVillageDays(coverage.app.get(KeepVillageDays, { strict: false }));
    const options = { name: 'days', dryRun: true, say: () => undefined };
    expect((await rebuild(coverage.db, projection, options)).isEqual).toBe(true);
  });

  it('is kept the same, in whatever order and pieces its tellings come, and however often', async () => {
    const tellings = [
      visit({ recordedAt: AT + 5 * HOUR_MS, sentAt: AT + 4 * HOUR_MS }),
      visit({ recordedAt: AT + 6 * HOUR_MS, sentAt: AT + 9 * HOUR_MS }),
      visit({ recordedAt: AT + 7 * HOUR_MS, sentAt: AT + 2 * HOUR_MS, simulated: true }),
      visit({ recordedAt: AT + 8 * HOUR_MS, sentAt: AT - HOUR_MS }),
    ];
    await tell(...tellings);
    const told = await everythingTold(coverage);
    expect(told.match(/"known_to"/g)).toHaveLength(2);
    const orders = [
      [...tellings].reverse(),
      [2, 0, 3, 1, 0, 2].map((i) => tellings[i] ?? visit({})),
    ];
    for (const order of orders) {
      await clearWorld(coverage);
      for (const one of order) await tell(one);
      expect(await everythingTold(coverage)).toBe(told);
    }
    const states = [4, 5, 6, 7, 8].map((hours) => AT + hours * HOUR_MS);
    expect(
      await Promise.all(states.map((at) => unitOf(VILLAGE, { knownAt: formatInstant(at) }))),
    ).toEqual([
      ['unknown', false, 0],
      ['observed', false, 1],
      ['observed', false, 1],
      ['observed', true, 1],
      ['unknown', false, 0],
    ]);
  });
});
