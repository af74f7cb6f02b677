import { ParcelsChanged, type ParcelSnapshot } from '@youlu/contracts';
import { formatInstant, startOfDay } from '@youlu/vocabulary';
import { DeclareCoverage } from '../declarations/declare-coverage.use-case';
import { ReplaceEvidence } from '../evidence/replace-evidence.use-case';
import { loadLongAgo, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';
import { clearWorld, everythingTold } from '../testing/told-world';
import { KeepParcelLinks } from './keep-parcel-links.use-case';
import type { ParcelLink } from './parcel-link';

const TOWNSHIP = '653024200';
const VILLAGE = '653024200201';
const OTHER = '653024200202';
const DAY = '2020-09-07';
const AT = startOfDay(DAY) + 36_000_000;
const LINKED_AT = AT + 5 * 3_600_000;

describe('two waybills of one parcel', () => {
  let coverage: RunningCoverage;

  const parcel = (trackingNumber: string, fact: object): ParcelSnapshot => ({
    ...ParcelsChanged.example,
    trackingNumber,
    destinationCode: VILLAGE,
    facts: [
      { ...ParcelsChanged.example.facts[0], occurredAt: AT, recordedAt: AT, ...fact } as never,
    ],
  });
  const held = (number: string) =>
    parcel(number, { kind: 'held-at-station', placeCode: TOWNSHIP, nodeId: `shop-${number}` });
  const link = (linkedNumber: string, principalNumber: string): ParcelLink => ({
    linkedNumber,
    principalNumber,
    recordedAt: LINKED_AT,
  });
  const tell = (...parcels: ParcelSnapshot[]) =>
    coverage.db.transaction((tx) =>
      coverage.app.get(ReplaceEvidence, { strict: false }).execute(tx, parcels),
    );
  const connect = (...links: ParcelLink[]) =>
    coverage.db.transaction((tx) =>
      coverage.app.get(KeepParcelLinks, { strict: false }).execute(tx, links),
    );
  const unit = async (code: string, more = '') => {
    const path = `/v1/coverage/units?indicator=village-express&edition=2020&asOf=2020-09-20&limit=1000${more}`;
    type Item = { code: string; state: string; evidenceCount: number };
    const { body } = await coverage.get<{ items: Item[] }>(path);
    return body.items.find((item) => item.code === code);
  };
  const signals = async (signal: string, more = '') => {
    const path = `/v1/coverage/signals?signal=${signal}&unit=653024&from=${DAY}&to=2020-09-20${more}`;
    return (await coverage.get<{ items: { count: number }[] }>(path)).body.items;
  };
  const known = (at: number) => `&knownAt=${encodeURIComponent(formatInstant(at))}`;

  beforeAll(async () => {
    coverage = await startCoverage();
    await loadLongAgo(coverage, SMALL_REGISTER_CSV);
  }, 60_000);
  beforeEach(async () => {
    await clearWorld(coverage);
    const declaration = {
      declarationId: 'd-1',
      unitCode: VILLAGE,
      indicator: 'village-express' as const,
      mode: null,
      operator: null,
      frequencyPerWeek: null,
      from: '2020-01-01',
      to: null,
      source: 'test',
      simulated: true,
    };
    await coverage.db.transaction((tx) =>
      coverage.app
        .get(DeclareCoverage, { strict: false })
        .execute(tx, [{ index: 0, row: declaration }], 1),
    );
  });
  afterAll(() => coverage?.stop());

  it('are one parcel against a village, and a late link leaves what was known before', async () => {
    await tell(...['A', 'B', 'C', 'D'].map(held));
    expect(await unit(VILLAGE)).toMatchObject({ state: 'contradicted' });
    await connect(link('B', 'A'), link('D', 'C'));
    expect(await unit(VILLAGE)).toMatchObject({ state: 'declared-only' });
    expect(await signals('parked-at-township')).toEqual([]);
    expect(await unit(VILLAGE, known(LINKED_AT - 1))).toMatchObject({ state: 'contradicted' });
    expect(await signals('parked-at-township', known(LINKED_AT - 1))).toMatchObject([{ count: 4 }]);
    expect(await unit(VILLAGE, known(LINKED_AT))).toMatchObject({ state: 'declared-only' });
    await tell(held('E'));
    expect(await unit(VILLAGE)).toMatchObject({ state: 'contradicted' });
    expect(await signals('parked-at-township')).toMatchObject([{ count: 3 }]);
  });

  it('come to the same, in whatever order links and scans arrive', async () => {
    const links = [link('C', 'B'), link('B', 'A'), link('D', 'A')];
    const steps = [
      () => tell(...['A', 'B', 'C', 'D'].map(held)),
      ...links.map((one) => () => connect(one)),
    ];
    const told = new Set<string>();
    for (const first of steps.keys()) {
      for (const order of [steps, steps.toReversed()]) {
        await coverage.db.transaction((tx) =>
          tx.execute(
            'TRUNCATE parcels, parcel_facts, former_facts, village_days, parcel_links, parcel_roots',
          ),
        );
        for (const step of [...order.slice(first), ...order.slice(0, first)]) await step();
        await connect(...links); // told again
        expect(await unit(VILLAGE)).toMatchObject({ state: 'declared-only' });
        told.add(await everythingTold(coverage));
      }
    }
    expect(told.size).toBe(1);
  });

  it('hand over once at a place, whatever days they tell, and at another place again', async () => {
    const handed = (number: string, more: object = {}) =>
      parcel(number, { kind: 'delivered', placeCode: VILLAGE, nodeId: `n-${number}`, ...more });
    const later = AT + 86_400_000;
    await tell(handed('A'), handed('B'), handed('C', { occurredAt: later, recordedAt: later }));
    await tell(handed('D', { placeCode: OTHER }), handed('E'), handed('F'));
    expect(await unit(VILLAGE)).toMatchObject({ state: 'observed', evidenceCount: 5 });
    await connect(...['B', 'C', 'D', 'F'].map((number) => link(number, 'A')));
    expect(await unit(VILLAGE)).toMatchObject({ state: 'observed', evidenceCount: 2 });
    expect(await unit(OTHER)).toMatchObject({ state: 'observed', evidenceCount: 1 });
    expect(await unit(VILLAGE, known(LINKED_AT - 1))).toMatchObject({ evidenceCount: 4 });
  });

  it('hand over again what went back between, and stay seen when one of them tells of a day before', async () => {
    const day = (days: number) => AT + days * 86_400_000;
    const handed = (number: string, on: number, more: object = {}) =>
      parcel(number, {
        ...{ kind: 'delivered', placeCode: VILLAGE, nodeId: 'n-1' },
        ...{ occurredAt: day(on), recordedAt: day(on), ...more },
      });
    await tell(handed('A', 0, { endsAt: day(2) }), handed('B', 3), handed('C', 1));
    await connect(link('B', 'A'), link('C', 'A'));
    expect(await unit(VILLAGE)).toMatchObject({ state: 'observed', evidenceCount: 2 });
    await tell(handed('D', -40), handed('E', 1));
    await connect(link('E', 'D')); // the principal's lies outside the days that count
    expect(await unit(VILLAGE)).toMatchObject({ evidenceCount: 3 });
    const path = `/v1/coverage/village-days/${VILLAGE}?from=${DAY}&to=2020-09-20`;
    const { body } = await coverage.get<{ days: number; items: { handedOver: number }[] }>(path);
    expect(body.items.map(({ handedOver }) => handedOver)).toEqual([1, 1, 1]);
  });

  it('are one line with both numbers wherever scans are listed, and two before they were linked', async () => {
    type Items = { items: { trackingNumber: string; waybills: string[] }[] };
    const evidence = async (stopped: boolean, more = '') => {
      const path = `/v1/coverage/evidence?indicator=village-express&edition=2020&asOf=2020-09-20&unit=${VILLAGE}`;
      const { body } = await coverage.get<Items>(
        `${path}&sort=${stopped ? 'stopped-elsewhere' : 'served'}${more}`,
      );
      return body.items.map(({ trackingNumber, waybills }) => [trackingNumber, ...waybills]);
    };
    const day = async () => {
      const path = `/v1/coverage/village-days/${VILLAGE}`;
      const days = await coverage.get<{ items: { handedOver: number }[] }>(
        `${path}?from=2020-09-01&to=2020-09-20`,
      );
      const scans = await coverage.get<Items>(`${path}/${DAY}/scans`);
      expect(days.body.items).toMatchObject([{ handedOver: scans.body.items.length }]);
      return scans.body.items.map(({ waybills }) => waybills);
    };
    const handed = (number: string) =>
      parcel(number, { kind: 'delivered', placeCode: VILLAGE, nodeId: `n-${number}` });
    await tell(...['A', 'B', 'C'].map(held));
    expect(await evidence(true)).toEqual(['A', 'B', 'C'].map((number) => [number, number]));
    await connect(link('A', 'B'));
    await tell(...['D', 'E', 'F'].map(held));
    expect(await evidence(true)).toEqual([
      ['B', 'B', 'A'],
      ...['C', 'D', 'E', 'F'].map((number) => [number, number]),
    ]);
    await tell(...['G', 'H', 'I'].map(handed));
    await connect(link('G', 'I'));
    const both = [['H'], ['I', 'G']];
    expect((await evidence(false)).map(([, ...waybills]) => waybills)).toEqual(both);
    expect(await evidence(false, known(LINKED_AT - 1))).toHaveLength(3);
    expect(await day()).toEqual(both);
    expect(await unit(VILLAGE)).toMatchObject({ evidenceCount: both.length });
  });

  it('are one in a bunch of hand-overs', async () => {
    const at = (number: string) =>
      parcel(number, { kind: 'delivered', placeCode: VILLAGE, nodeId: 'shop-1' });
    await tell(...['A', 'B', 'C', 'D', 'E'].map(at));
    expect(await signals('bunched-in-a-minute')).toMatchObject([{ count: 5 }]);
    await connect(link('E', 'D'));
    expect(await signals('bunched-in-a-minute')).toEqual([]);
  });
});
