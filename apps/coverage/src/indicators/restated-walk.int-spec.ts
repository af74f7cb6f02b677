import { formatInstant, startOfDay } from '@youlu/vocabulary';
import { RecordVisits } from '../evidence/visits/record-visits.use-case';
import { tellDelivered } from '../testing/delivered-parcel';
import {
  loadConfirmed,
  REAL_REGISTER,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

type Items<Item> = { items: Item[] };
type Rate = { code: string; observed: number; href: string };
type Unit = { code: string; state: string; evidenceCount: number; href: string };
type Day = { day: string; handedOver: number; visits: number; href: string };
type Scan = { trackingNumber: string | null; visitId: string | null; href: string | null };
type Problem = { code: string; field: string };

const [OLD, NEW] = ['653024200202', '653024200299'];
/** In force on a Saturday, so that its first week still belongs to the register before. */
const LATER = '2020-09-12';
const HOUR_MS = 3_600_000;
const at = (day: string): number => startOfDay(day) + 10 * HOUR_MS;
const NAMED = SMALL_REGISTER_CSV.split('\n').map((line) => {
  const [code = '', name, ...rest] = line.split(',');
  return [code, code.length === 12 ? `村${code.slice(4)}` : name, ...rest].join(',');
});

describe('the walk from a rate restated on a later register', () => {
  let coverage: RunningCoverage;

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: NAMED.join('\n') });
    const csv = NAMED.map((line) => line.replace(`${OLD},`, `${NEW},`)).join('\n');
    const { status } = await loadConfirmed(coverage, {
      ...REAL_REGISTER,
      registerDate: LATER,
      csv,
    });
    expect(status).toBe(201);
    const deliveries = [
      ['OLD', OLD, '2020-09-10'],
      ['NEW', NEW, '2020-09-14'],
      ['LATE', OLD, '2020-09-15'], // under a code that the register of that day no longer has
    ] as const;
    for (const [trackingNumber, village, day] of deliveries) {
      const recordedAt = at(day);
      await tellDelivered(coverage, { trackingNumber, village, at: at(day), recordedAt });
    }
    const visit = { roundId: 'r-1', handoverPoint: 'shop', villageCode: OLD };
    const visits = ['2020-09-11', '2020-09-13'].map((day, i) => {
      const visitedAt = at(day);
      return { ...visit, visitId: `v-${i}`, visitedAt, sentAt: visitedAt, recordedAt: visitedAt };
    });
    await coverage.db.transaction((tx) =>
      coverage.app.get(RecordVisits, { strict: false }).execute(tx, visits as never),
    );
  }, 60_000);
  afterAll(() => coverage?.stop());

  const unitBehind = async (indicator: string, registerDate: string, code: string) => {
    const path = `/v1/coverage/rates?indicator=${indicator}&level=county&asOf=2020-09-20&registerDate=${registerDate}`;
    const rates = (await coverage.get<Items<Rate>>(path)).body.items;
    const rate = rates.find((one) => one.code === '653024');
    const units = (await coverage.get<Items<Unit>>(rate?.href ?? '')).body.items;
    const unit = units.find((one) => one.code === code);
    if (!unit) throw new Error(`no ${code} in ${JSON.stringify(units)}`);
    return { rate, unit };
  };

  const scansBehind = async (unit: Unit): Promise<string[]> => {
    const { items: days } = (await coverage.get<Items<Day>>(unit.href)).body;
    const found: string[] = [];
    for (const { day, handedOver, visits, href } of days) {
      const scans = (await coverage.get<Items<Scan>>(href)).body.items;
      expect(scans).toHaveLength(handedOver + visits);
      for (const { trackingNumber, visitId, href: parcel } of scans) {
        if (trackingNumber !== null) expect(parcel).toBe(`/v1/parcels/${trackingNumber}`);
        found.push(`${day} ${trackingNumber ?? visitId}`);
      }
    }
    return found;
  };

  const isVisit = (line: string): boolean => line.includes(' v-');
  const handOvers = (lines: readonly string[]) => lines.filter((line) => !isVisit(line));

  it('finds what was written under the code of the time, and nothing under a code that was free', async () => {
    const later = await unitBehind('village-express', LATER, NEW);
    expect(later.rate?.observed).toBe(1);
    expect(later.unit).toMatchObject({ state: 'observed', evidenceCount: 2 });
    expect(handOvers(await scansBehind(later.unit))).toEqual(['2020-09-10 OLD', '2020-09-14 NEW']);
    const own = await unitBehind('village-express', REAL_REGISTER.registerDate, OLD);
    expect(own.unit.evidenceCount).toBe(3);
    expect(handOvers(await scansBehind(own.unit))).toHaveLength(3);
  });

  it('reads the visits of a week by the register of its Monday, as the figure does', async () => {
    const { unit } = await unitBehind('village-direct-mail', LATER, NEW);
    expect(unit.evidenceCount).toBe(2);
    expect((await scansBehind(unit)).filter(isVisit)).toEqual(['2020-09-11 v-0', '2020-09-13 v-1']);
  });

  it('reads a code as it is written where no register is named, and says which are loaded', async () => {
    const days = `/v1/coverage/village-days/${NEW}?from=2020-09-01&to=2020-09-20`;
    const written = (await coverage.get<Items<Day>>(days)).body.items;
    expect(written.map(({ day }) => day)).toEqual(['2020-09-14']);
    for (const path of [days, `/v1/coverage/village-days/${NEW}/2020-09-14/scans?`]) {
      const unknown = await coverage.get<Problem>(`${path}&registerDate=2021-01-01`);
      const { code, field } = unknown.body;
      expect([unknown.status, code, field]).toEqual([
        404,
        'coverage.register.unknown',
        'registerDate',
      ]);
    }
  });

  it('comes to as many days in the list of a register as in the days of each unit', async () => {
    type Item = { code: string; days: number; registerDate: string | null; href: string };
    const list = async (more: string) => {
      const path = `/v1/coverage/village-days?unit=653024&from=2020-09-01&to=2020-09-20${more}`;
      return (await coverage.get<Items<Item>>(path)).body.items;
    };
    const counted = (items: Item[]) => items.map(({ code, days }) => `${code} ${days}`);
    expect(counted(await list(''))).toEqual([`${OLD} 4`, `${NEW} 1`]);
    const later = await list(`&registerDate=${LATER}`);
    // The last hand-over stays under the code it was written under: nothing had it any more.
    expect(counted(later)).toEqual([`${OLD} 1`, `${NEW} 4`]);
    expect(counted(await list(`&registerDate=${REAL_REGISTER.registerDate}`))).toEqual([
      `${OLD} 5`,
    ]);
    expect(counted(await list(`&registerDate=${LATER}&channel=visit`))).toEqual([`${NEW} 2`]);
    expect(counted(await list(`&registerDate=${LATER}&limit=1`))).toEqual([`${OLD} 1`]);
    const [, unit] = later;
    expect(unit?.registerDate).toBe(LATER);
    const days = (await coverage.get<{ days: number }>(unit?.href ?? '')).body;
    expect(days.days).toBe(4);
    const knownAt = `&knownAt=${encodeURIComponent(formatInstant(at('2020-09-11') - 1))}`;
    expect(counted(await list(`&registerDate=${LATER}${knownAt}`))).toEqual([`${NEW} 1`]); // by the lineage as it became known
    const path = '/v1/coverage/village-days?unit=653024&from=2020-09-01&to=2020-09-20';
    const { text } = await coverage.get(`${path}&registerDate=${LATER}`, { accept: 'text/csv' });
    expect(text).toBe(
      `code,days,simulated,registerDate\n${OLD},1,false,${LATER}\n${NEW},4,false,${LATER}\n`,
    );
    const none = await coverage.get<Problem>(`${path}&registerDate=2021-01-01`, {
      accept: 'text/csv',
    });
    expect([none.status, none.body.code]).toEqual([404, 'coverage.register.unknown']);
  });
});
