import { VisitsReported } from '@youlu/contracts';
import { rebuild } from '@youlu/persistence';
import { startOfDay } from '@youlu/vocabulary';
import { RecordVisits } from '../evidence/visits/record-visits.use-case';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';
import { clearWorld } from '../testing/told-world';
import { KeepVillageDays } from './keep-village-days.use-case';
import { RecountVillageDays } from './recount-village-days.use-case';
import { VillageDays } from './village-days.query';

const VILLAGE = '653024200201';
const HOUR_MS = 3_600_000;

describe('days that carriers tell of', () => {
  let coverage: RunningCoverage;
  let days: VillageDays;

  beforeAll(async () => {
    coverage = await startCoverage();
    days = coverage.app.get(VillageDays, { strict: false });
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('say that they are simulated where any visit of them is, wherever they show', async () => {
    const [made, real, both] = ['2020-08-18', '2020-08-19', '2020-08-20'] as const;
    const visit = (day: string, visitId: string, simulated?: boolean) => {
      const at = startOfDay(day) + 10 * HOUR_MS;
      const { simulated: _of, ...row } = VisitsReported.example;
      const times = { visitedAt: at, sentAt: at, recordedAt: at };
      const said = simulated === undefined ? {} : { simulated };
      return { ...row, ...times, ...said, villageCode: VILLAGE, visitId };
    };
    const tell = (...visits: ReturnType<typeof visit>[]) =>
      coverage.db.transaction((tx) =>
        coverage.app.get(RecordVisits, { strict: false }).execute(tx, visits),
      );
    type Items = { items: { day: string; simulated: boolean }[] };
    const ask = async (path: string) => {
      const answer = await coverage.get<Items>(`/v1/coverage/village-days${path}`);
      return answer.body.items.map(({ simulated }) => simulated);
    };
    /** From bitmaps in the table, bitmaps in memory, facts as known, then day by day. */
    const stretch = async (from: string, to: string) => {
      const asked = { place: VILLAGE, from, to };
      const listed = [
        ...(await days.inWindow(asked, '', 10)),
        ...(await days.inWindow(asked, '', 2_000)),
        ...(await days.inWindow({ ...asked, knownAt: Date.now() }, '', 10)),
      ];
      const byDay = await ask(`/${VILLAGE}?from=${from}&to=${to}`);
      return [listed.map(({ simulated }) => simulated), byDay];
    };
    await tell(visit(made, 'v1', true), visit(real, 'v2'), visit(both, 'v3', false));
    await tell(visit(both, 'v4', true));
    const [yes, no] = [
      [true, true, true],
      [false, false, false],
    ];
    expect(await stretch(made, both)).toEqual([yes, [true, false, true]]);
    expect(await stretch(real, real)).toEqual([no, [false]]);
    expect(await ask(`/${VILLAGE}/${both}/scans?limit=9`)).toEqual([false, true]);
    await tell(visit(real, 'v2', true), visit(made, 'v1')); // sent again: who says so once has said so
    expect(await stretch(real, real)).toEqual([yes, [true]]);
    expect(await stretch(made, made)).toEqual([yes, [true]]);
    const projection = new RecountVillageDays(coverage.app.get(KeepVillageDays, { strict: false }));
    const options = { name: 'days', dryRun: true, say: () => undefined };
    expect((await rebuild(coverage.db, projection, options)).isEqual).toBe(true);
    const kept = await coverage.db.query<{ simulated: boolean; days: number }>(
      `SELECT simulated, bit_count(days)::int4 AS days FROM village_days ORDER BY simulated`,
    );
    expect(kept).toEqual([
      { simulated: false, days: 0 },
      { simulated: true, days: 3 },
    ]);
  });

  it('a week that lies in two years is kept in both, leap year or not', async () => {
    const visited = ['2020-12-28', '2020-12-31', '2021-01-01', '2021-12-31', '2022-01-01'];
    await clearWorld(coverage);
    const told = visited.map((day) => {
      const at = startOfDay(day) + 10 * HOUR_MS;
      const times = { visitedAt: at, sentAt: at, recordedAt: at };
      return { ...VisitsReported.example, villageCode: VILLAGE, visitId: day, ...times };
    });
    await coverage.db.transaction((tx) =>
      coverage.app.get(RecordVisits, { strict: false }).execute(tx, told),
    );
    type Items = { items: { day: string }[] };
    const path = `/v1/coverage/village-days/${VILLAGE}?from=2020-12-01&to=2021-11-30`;
    const { body } = await coverage.get<Items>(path);
    expect(body.items.map(({ day }) => day)).toEqual(visited.slice(0, 3));
    const kept = await coverage.db.query<{ year: number; days: number[] }>(
      `SELECT year, array(SELECT i FROM generate_series(0, 365) i WHERE get_bit(days, i) = 1) AS days
       FROM village_days WHERE channel = 'visit' ORDER BY year`,
    );
    expect(kept).toEqual([
      { year: 2020, days: [362, 365] },
      { year: 2021, days: [0, 364] },
      { year: 2022, days: [0] },
    ]);
  });

  it('are counted one by one, as the figure counts them and the scans of the day list them', async () => {
    await clearWorld(coverage);
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
    const hours = [9, 15];
    const told = hours.map((hour) => {
      const at = startOfDay('2020-09-08') + hour * HOUR_MS;
      const times = { visitedAt: at, sentAt: at, recordedAt: at };
      return { ...VisitsReported.example, villageCode: VILLAGE, visitId: `at-${hour}`, ...times };
    });
    await coverage.db.transaction((tx) =>
      coverage.app.get(RecordVisits, { strict: false }).execute(tx, told),
    );
    type Items<Item> = { items: Item[] };
    const asked = `indicator=village-direct-mail&asOf=2020-09-20&unit=${VILLAGE}`;
    const units = `/v1/coverage/units?${asked}`;
    type Unit = { evidenceCount: number; href: string };
    const [unit] = (await coverage.get<Items<Unit>>(units)).body.items;
    expect(unit?.evidenceCount).toBe(2);
    const { items } = (
      await coverage.get<Items<{ visits: number; href: string }>>(unit?.href ?? '')
    ).body;
    expect(items).toMatchObject([{ day: '2020-09-08', visits: 2 }]);
    const scans = (await coverage.get<Items<object>>(items[0]?.href ?? '')).body.items;
    expect(scans).toHaveLength(2);
    const before = new Date(startOfDay('2020-09-08') + 12 * HOUR_MS).toISOString();
    const then = await coverage.get<Items<object>>(`${unit?.href}&knownAt=${before}`);
    expect(then.body.items).toMatchObject([{ visits: 1 }]);
  });
});
