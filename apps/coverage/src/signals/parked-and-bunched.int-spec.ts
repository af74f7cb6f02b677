import { ParcelsChanged } from '@youlu/contracts';
import { startOfDay } from '@youlu/vocabulary';
import { ReplaceEvidence } from '../evidence/replace-evidence.use-case';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

const VILLAGE = '653024200201';
const AT = startOfDay('2020-09-07') + 36_000_000;

interface Signal {
  count: number;
}

describe('parked and bunched parcels', () => {
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
  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('what rested before the stretch is parked at its end; what its recipient proved to have is not', async () => {
    const village = '653024100201';
    const township = village.slice(0, 9);
    const url = (from: string, to: string) =>
      `/v1/coverage/signals?signal=parked-at-township&unit=${village}&from=${from}&to=${to}`;
    const counts = async (from = '2020-09-21', to = '2020-09-27') =>
      (await coverage.get<{ items: Signal[] }>(url(from, to))).body.items.map(({ count }) => count);
    const rests = (more: object = {}) =>
      parcel(village, { kind: 'held-at-station', placeCode: township, ...more });
    await tell(rests(), rests(), rests());
    expect(await counts()).toEqual([3]);
    expect(await counts('2020-09-01', '2020-09-06')).toEqual([]);
    const gone = { endsAt: startOfDay('2020-09-22') };
    await tell(rests(gone), rests({ ...gone, endsAt: startOfDay('2020-09-29') }));
    expect(await counts()).toEqual([4]);
    const signed = (more: object) => rests({ kind: 'delivered', ...more });
    await tell(...['signature', 'pickup-code', 'id-check'].map((proof) => signed({ proof })));
    await tell(signed({ consent: true }), signed({ proof: 'photo', consent: true }));
    expect(await counts()).toEqual([4]);
    await tell(signed({}), signed({ proof: 'photo' }), signed({ proof: 'none', consent: false }));
    expect(await counts()).toEqual([7]);
  });

  it('a minute begins anywhere, and what overlaps is one burst', async () => {
    const DAY = startOfDay('2020-09-18') + 36_000_000;
    const handed = (seconds: number, nodeId = 'shop-7') =>
      parcel(VILLAGE, {
        ...{ kind: 'delivered', placeCode: VILLAGE, nodeId },
        ...{ occurredAt: DAY + seconds * 1_000, recordedAt: DAY + seconds * 1_000 },
      });
    const bursts = async () => {
      const url = `/v1/coverage/signals?signal=bunched-in-a-minute&unit=${VILLAGE}&from=2020-09-18&to=2020-09-18`;
      const { body } = await coverage.get<{ items: Signal[] }>(url);
      return body.items.map(({ count }) => count);
    };
    await tell(...[58, 59, 59, 60, 118].map((second) => handed(second))); // 60 seconds apart
    await tell(...[10, 20, 30, 40, 69, 70].map((second) => handed(second, 'shop-8')));
    expect(await bursts()).toEqual([6]);
    await tell(handed(60)); // five within two seconds, around the full minute
    expect(await bursts()).toEqual([6, 6]);
    await tell(...[300, 301, 302, 303, 304].map((second) => handed(second)));
    expect(await bursts()).toEqual([6, 5, 6]);
  });
});
