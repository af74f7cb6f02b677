import { ParcelsChanged } from '@youlu/contracts';
import { addDays, startOfDay } from '@youlu/vocabulary';
import { RecordVisits } from '../evidence/record-visits.use-case';
import { ReplaceEvidence } from '../evidence/replace-evidence.use-case';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

const TOWNSHIP = '653024200';
const VILLAGE = '653024200201';
const MONDAY = '2020-09-07';
const AT = startOfDay(MONDAY) + 36_000_000;

interface Signal {
  placeCode: string;
  day: string;
  count: number;
  min: number;
  trackingNumbers: string[];
  simulated: boolean;
}

describe('signals of abuse', () => {
  let coverage: RunningCoverage;
  let serial = 0;

  const parcel = (destinationCode: string, fact: object) => ({
    ...ParcelsChanged.example,
    trackingNumber: `PARCEL${String(serial++).padStart(4, '0')}`,
    destinationCode,
    facts: [
      { ...ParcelsChanged.example.facts[0], occurredAt: AT, recordedAt: AT, ...fact } as never,
    ],
  });
  const tell = (...parcels: ReturnType<typeof parcel>[]) =>
    coverage.db.transaction((tx) =>
      coverage.app.get(ReplaceEvidence, { strict: false }).execute(tx, parcels),
    );
  const path = (signal: string): string =>
    `/v1/coverage/signals?signal=${signal}&unit=653024&from=${MONDAY}&to=2020-09-20`;
  const list = async (signal: string) =>
    (await coverage.get<{ items: Signal[] }>(path(signal))).body.items;

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('three parcels for a village parked at its township are listed, two are not', async () => {
    const parked = () => parcel(VILLAGE, { kind: 'held-at-station', placeCode: TOWNSHIP });
    await tell(parked(), parked());
    expect(await list('parked-at-township')).toEqual([]);
    await tell(parked());
    const [signal, ...more] = await list('parked-at-township');
    expect(more).toEqual([]);
    expect(signal).toMatchObject({ placeCode: VILLAGE, count: 3, min: 3, simulated: true });
    expect(signal?.trackingNumbers).toHaveLength(3);
    const { text } = await coverage.get(path('parked-at-township'), { accept: 'text/csv' });
    expect(text.trim().split('\n')).toHaveLength(2);
  });

  it('five hand-overs within a minute at one node, and three villages at one place', async () => {
    const villages = ['653024200201', '653024200202', '653024100201', '653024001201'];
    const handed = (i: number) =>
      parcel(villages[i % 4] as string, {
        kind: 'delivered',
        placeCode: TOWNSHIP,
        nodeId: 'shop-1',
        occurredAt: AT + i * 1_000,
      });
    await tell(handed(0), handed(1), handed(0), handed(1));
    expect(await list('bunched-in-a-minute')).toEqual([]);
    expect(await list('bunched-at-a-place')).toEqual([]);
    await tell(handed(2));
    expect(await list('bunched-in-a-minute')).toMatchObject([{ count: 5, day: MONDAY }]);
    expect(await list('bunched-at-a-place')).toMatchObject([{ count: 3, placeCode: TOWNSHIP }]);
  });

  it('weeks with fewer visited days than declared', async () => {
    await coverage.post('/v1/declarations', {
      declarations: [
        {
          declarationId: 'm-1',
          unitCode: VILLAGE,
          indicator: 'village-direct-mail',
          frequencyPerWeek: 2,
          from: '2020-01-01',
          source: '申报表',
        },
      ],
    });
    const visits = [0, 2, 7].map((day) => ({
      visitId: `v-${day}`,
      roundId: 'r-1',
      villageCode: VILLAGE,
      visitedAt: startOfDay(addDays(MONDAY, day)),
      sentAt: startOfDay(addDays(MONDAY, day)),
      recordedAt: startOfDay(addDays(MONDAY, day)),
      handoverPoint: 'shop' as const,
    }));
    await coverage.db.transaction((tx) =>
      coverage.app.get(RecordVisits, { strict: false }).execute(tx, visits),
    );
    expect(await list('frequency-below-declared')).toMatchObject([
      { placeCode: VILLAGE, day: '2020-09-14', count: 1, min: 2 },
    ]);
  });
});
