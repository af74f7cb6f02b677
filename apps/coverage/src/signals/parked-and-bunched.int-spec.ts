import { NodesChanged, ParcelsChanged } from '@youlu/contracts';
import { formatInstant, startOfDay } from '@youlu/vocabulary';
import { KeepNodes } from '../evidence/nodes/keep-nodes.use-case';
import { KeepParcelLinks } from '../parcel-links/keep-parcel-links.use-case';
import { ReplaceEvidence } from '../evidence/replace-evidence.use-case';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

const VILLAGE = '653024200201';
const AT = startOfDay('2020-09-07') + 36_000_000;

interface Signal {
  count: number;
}

/** On a register that is named, since none was loaded by then. */
const asKnown = (at: number): string =>
  `&registerDate=${REAL_REGISTER.registerDate}&knownAt=${encodeURIComponent(formatInstant(at))}`;

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

  it('a station is the township’s, whichever village or community of it codes the station', async () => {
    const [village, other, community] = ['653023200201', '653023200202', '653023200001'];
    const day = '2020-09-21';
    const node = (nodeId: string, tier: 'station' | 'village', placeCode: string) => ({
      ...NodesChanged.example,
      ...{ nodeId, tier, placeCode, recordedAt: AT },
    });
    await coverage.db.transaction((tx) =>
      coverage.app
        .get(KeepNodes, { strict: false })
        .execute(tx, [node('post', 'station', other), node('shop', 'village', other)]),
    );
    const held = (nodeId: string, placeCode: string) =>
      parcel(village, { kind: 'held-at-station', nodeId, placeCode });
    const url = `/v1/coverage/signals?signal=parked-at-township&unit=${village}&from=${day}&to=${day}`;
    const counts = async (more = '') =>
      (await coverage.get<{ items: Signal[] }>(`${url}${more}`)).body.items.map((one) => one.count);
    await tell(...[1, 2, 3].map(() => held('shop', other))); // in another village, not at the township
    await tell(...[1, 2, 3].map(() => held('post', village))); // in the village itself
    await tell(...[1, 2, 3].map(() => held('post', '653023100201'))); // in another township
    expect(await counts()).toEqual([]);
    await tell(held('post', other), held('post', other), held('post', community));
    expect(await counts()).toEqual([3]);
    expect(await counts(asKnown(AT - 1))).toEqual([]);
  });

  it('a line leads to all its parcels, page by page, each by the number it counts under', async () => {
    const DAY = startOfDay('2020-09-24') + 36_000_000;
    const handed = (i: number) =>
      parcel(['653024100201', '653024200202', '653024001201'][i % 3] as string, {
        ...{ kind: 'delivered', placeCode: VILLAGE, nodeId: 'shop-9' },
        ...{ occurredAt: DAY + i * 1_000, recordedAt: DAY },
      });
    const told = Array.from({ length: 12 }, (_, i) => handed(i));
    await tell(...told);
    const numbers = told.map(({ trackingNumber }) => trackingNumber);
    type Line = Signal & { href: string; trackingNumbers: string[] };
    type Parcels = { items: { trackingNumber: string; waybills: string[]; href: string }[] };
    const line = async (signal: string, more = '') => {
      const url = `/v1/coverage/signals?signal=${signal}&unit=6530&from=2020-09-24&to=2020-09-24${more}`;
      const [found] = (await coverage.get<{ items: Line[] }>(url)).body.items;
      const { text } = await coverage.get(url, { accept: 'text/csv' });
      expect(text).toContain(found?.href);
      return found;
    };
    const behind = async (href = '') => {
      const items: Parcels['items'] = [];
      for (let cursor = ''; ;) {
        const page = `${href}&limit=5${cursor && `&cursor=${cursor}`}`;
        const { body } = await coverage.get<Parcels & { nextCursor?: string }>(page);
        items.push(...body.items);
        if (!body.nextCursor) return items;
        cursor = body.nextCursor;
      }
    };
    const bunched = await line('bunched-in-a-minute');
    expect(bunched).toMatchObject({ count: 12, trackingNumbers: numbers.slice(0, 5) });
    const all = await behind(bunched?.href);
    expect(all.map(({ trackingNumber }) => trackingNumber)).toEqual(numbers);
    expect(all[0]).toMatchObject({
      ...{ waybills: [numbers[0]], kind: 'delivered', placeCode: VILLAGE, nodeId: 'shop-9' },
      ...{ destinationCode: '653024100201', occurredAt: '2020-09-24T10:00:00+08:00' },
      href: `/v1/parcels/${numbers[0]}`,
    });
    expect(await behind((await line('bunched-at-a-place'))?.href)).toHaveLength(12);
    // Two of them turn out to be one parcel: it is counted, and listed, under the first number.
    const [principalNumber = '', linkedNumber = ''] = numbers;
    const link = { linkedNumber, principalNumber, recordedAt: DAY + 60_000 };
    await coverage.db.transaction((tx) =>
      coverage.app.get(KeepParcelLinks, { strict: false }).execute(tx, [link]),
    );
    const once = await line('bunched-in-a-minute');
    expect(once?.count).toBe(11);
    const parcels = await behind(once?.href);
    expect(parcels).toHaveLength(11);
    expect(parcels[0]?.waybills).toEqual([principalNumber, linkedNumber]);
    const before = await line('bunched-in-a-minute', asKnown(DAY + 12_000));
    expect([before?.count, (await behind(before?.href)).length]).toEqual([12, 12]);
    const unproven = await line('signed-without-consent-or-proof');
    expect(await behind(unproven?.href)).toMatchObject([
      { trackingNumber: unproven?.trackingNumbers[0] },
    ]);
  });
});
