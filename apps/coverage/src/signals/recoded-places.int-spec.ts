import { startOfDay } from '@youlu/vocabulary';
import { RecordVisits } from '../evidence/visits/record-visits.use-case';
import { tellDelivered } from '../testing/delivered-parcel';
import {
  loadConfirmed,
  REAL_REGISTER,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

const [OLD, NEW, THIRD, FOURTH] = [
  '653024200202',
  '653024200299',
  '653024200201',
  '653024100201',
] as const;
const TOWNSHIP = '653024200';
const OWN = REAL_REGISTER.registerDate;
const LATER = '2020-09-12';
const NAMED = SMALL_REGISTER_CSV.split('\n').map((line) => {
  const [code = '', name, ...rest] = line.split(',');
  return [code, code.length === 12 ? `村${code.slice(4)}` : name, ...rest].join(',');
});

interface Signal {
  placeCode: string;
  registerDate: string;
  day: string;
  count: number;
  min: number;
  trackingNumbers: string[];
}

describe('signals about a village that was recoded between two registers', () => {
  let coverage: RunningCoverage;
  const told = (
    kind: 'held-at-station' | 'delivered',
    trackingNumber: string,
    destination: string,
    village: string,
    day: string,
  ) => {
    const at = startOfDay(day) + 36_000_000;
    const parcel = { trackingNumber, village, destination, at, recordedAt: at, kind };
    return tellDelivered(coverage, parcel);
  };
  const path = (signal: string, more: string, unit = '653024'): string =>
    `/v1/coverage/signals?signal=${signal}&unit=${unit}&from=2020-09-01&to=2020-09-20${more}`;
  const list = async (signal: string, more = '', unit = '653024') =>
    (await coverage.get<{ items: Signal[] }>(path(signal, more, unit))).body.items;

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: NAMED.join('\n') });
    const csv = NAMED.map((line) => line.replace(`${OLD},`, `${NEW},`)).join('\n');
    expect(
      (await loadConfirmed(coverage, { ...REAL_REGISTER, registerDate: LATER, csv })).status,
    ).toBe(201);
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('parcels for it under either code are parked at its township together', async () => {
    await told('held-at-station', 'P1', OLD, TOWNSHIP, '2020-09-08');
    await told('held-at-station', 'P2', OLD, TOWNSHIP, '2020-09-09');
    expect(await list('parked-at-township')).toEqual([]);
    await told('held-at-station', 'P3', NEW, TOWNSHIP, '2020-09-15');
    const parked = { count: 3, trackingNumbers: ['P1', 'P2', 'P3'] };
    const then = { ...parked, placeCode: OLD, registerDate: OWN };
    const now = { ...parked, placeCode: NEW, registerDate: LATER };
    expect(await list('parked-at-township')).toMatchObject([now]);
    expect(await list('parked-at-township', '', NEW)).toMatchObject([now]);
    expect(await list('parked-at-township', `&registerDate=${OWN}`)).toMatchObject([then]);
  });

  it('a hand-over in it under its other code is none for another village', async () => {
    await told('delivered', 'D1', OLD, NEW, '2020-09-14');
    await told('delivered', 'D2', THIRD, NEW, '2020-09-14');
    await told('delivered', 'D3', FOURTH, NEW, '2020-09-14');
    expect(await list('bunched-at-a-place')).toEqual([]);
    expect(
      (await list('signed-without-consent-or-proof', '', NEW)).map(
        ({ trackingNumbers: [one] }) => one,
      ),
    ).toEqual(['D2', 'D3']);
    await told('delivered', 'D4', '653024001201', OLD, '2020-09-14');
    expect(await list('bunched-at-a-place')).toMatchObject([{ placeCode: NEW, count: 3 }]);
  });

  it('visits under either code count against what was declared under the first', async () => {
    const declaration = { declarationId: 'd-1', unitCode: OLD, indicator: 'village-direct-mail' };
    const often = { frequencyPerWeek: 2, from: '2020-01-01', source: 'test' };
    const declarations = [{ ...declaration, ...often }];
    await coverage.post('/v1/declarations', { declarations });
    const weeks = async (more: string) =>
      (await list('frequency-below-declared', more)).map((one) => [one.placeCode, one.day]);
    const both = ['2020-09-07', '2020-09-14'];
    expect(await weeks('')).toEqual(both.map((day) => [NEW, day]));
    expect(await weeks(`&registerDate=${OWN}`)).toEqual(both.map((day) => [OLD, day]));
    const visit = (villageCode: string, day: string) => {
      const at = startOfDay(day) + 36_000_000;
      const told = { visitId: `v-${day}`, roundId: 'r-1', handoverPoint: 'shop' as const };
      return { ...told, villageCode, visitedAt: at, sentAt: at, recordedAt: at };
    };
    // One under each code, the second of them ahead of the register that lists it.
    const visits = [visit(OLD, '2020-09-08'), visit(NEW, '2020-09-10')];
    await coverage.db.transaction((tx) =>
      coverage.app.get(RecordVisits, { strict: false }).execute(tx, visits),
    );
    expect(await weeks('')).toEqual([[NEW, '2020-09-14']]);
    expect(await weeks(`&registerDate=${OWN}`)).toEqual([[OLD, '2020-09-14']]);
  });

  it('a place or a register that is not there is named', async () => {
    const gone = await coverage.get<{ code: string }>(path('second-charge', '', OLD));
    expect([gone.status, gone.body.code]).toEqual([404, 'coverage.unit.unknown']);
    const none = await coverage.get<{ code: string }>(
      path('second-charge', '&registerDate=2019-01-01'),
    );
    expect([none.status, none.body.code]).toEqual([404, 'coverage.register.unknown']);
  });
});
