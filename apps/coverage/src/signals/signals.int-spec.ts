import { ParcelsChanged } from '@youlu/contracts';
import { addDays, formatInstant, startOfDay } from '@youlu/vocabulary';
import { KeepParcelLinks } from '../parcel-links/keep-parcel-links.use-case';
import { RecordVisits } from '../evidence/visits/record-visits.use-case';
import { ReplaceEvidence } from '../evidence/replace-evidence.use-case';
import { loadLongAgo, type RunningCoverage, startCoverage } from '../testing/running-coverage';
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
  feeCents: number | null;
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
  const also = ({ facts }: ReturnType<typeof parcel>, fact: object): void => {
    facts.push({ ...ParcelsChanged.example.facts[0], ...fact } as never);
  };
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
    await loadLongAgo(coverage, SMALL_REGISTER_CSV);
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

  it('what was left or signed for elsewhere without the recipient having agreed', async () => {
    const DAY = startOfDay('2020-09-15') + 36_000_000;
    const at = (hours: number) => ({
      occurredAt: DAY + hours * 3_600_000,
      recordedAt: DAY + hours * 3_600_000,
    });
    const held = { kind: 'held-at-station', placeCode: TOWNSHIP, nodeId: 'shop-9' };
    const signed = { kind: 'delivered', placeCode: TOWNSHIP, nodeId: 'shop-9' };
    const refused = parcel(VILLAGE, { ...held, ...at(0), consent: false });
    const unsaid = parcel(VILLAGE, { ...signed, ...at(1) });
    const agreed = parcel(VILLAGE, { ...held, ...at(2), consent: true });
    also(agreed, { ...signed, ...at(3), scanId: 'collected' });
    const takenBack = parcel(VILLAGE, { ...held, ...at(4), consent: true });
    also(takenBack, { ...held, ...at(5), scanId: 'no', consent: false });
    const home = parcel(VILLAGE, { kind: 'delivered', placeCode: VILLAGE, ...at(6) });
    await tell(refused, unsaid, agreed, takenBack, home);

    const url = `/v1/coverage/signals?signal=signed-without-consent-or-proof&unit=${TOWNSHIP}&from=2020-09-15&to=2020-09-15`;
    const read = async (more = '') =>
      (await coverage.get<{ items: Signal[]; nextCursor?: string }>(`${url}${more}`)).body;
    const numbers = (items: Signal[]) => items.flatMap(({ trackingNumbers }) => trackingNumbers);
    const expected = [refused, unsaid, takenBack].map(({ trackingNumber }) => trackingNumber);
    const all = await read();
    expect(numbers(all.items)).toEqual(expected);
    expect(all.items[0]).toMatchObject({ placeCode: TOWNSHIP, count: 1, min: 1, simulated: true });
    const first = await read('&limit=2');
    const rest = await read(`&limit=2&cursor=${first.nextCursor}`);
    expect(numbers([...first.items, ...rest.items])).toEqual(expected);
    const { text } = await coverage.get(url, { accept: 'text/csv' });
    expect(text.trim().split('\n')).toHaveLength(1 + expected.length);
    const then = new Date(DAY + 4.5 * 3_600_000).toISOString();
    expect(numbers((await read(`&knownAt=${then}`)).items)).toEqual(expected.slice(0, 2));
  });

  it('a proof by the recipient answers for a hand-over elsewhere; one without any is listed anywhere', async () => {
    const DAY = startOfDay('2020-09-16') + 36_000_000;
    const signed = (where: string, more: object) =>
      parcel(VILLAGE, {
        kind: 'delivered',
        placeCode: where,
        nodeId: 'shop-9',
        occurredAt: DAY,
        recordedAt: DAY,
        ...more,
      });
    const proven = ['signature', 'pickup-code', 'id-check'].map((proof) =>
      signed(TOWNSHIP, { proof }),
    );
    const pictured = signed(TOWNSHIP, { proof: 'photo' });
    const unproven = signed(VILLAGE, { proof: 'none' });
    const agreed = signed(VILLAGE, { proof: 'none', consent: true });
    const unsaid = signed(VILLAGE, {});
    await tell(...proven, pictured, unproven, agreed, unsaid);
    const url = `/v1/coverage/signals?signal=signed-without-consent-or-proof&unit=${TOWNSHIP}&from=2020-09-16&to=2020-09-16`;
    const { body } = await coverage.get<{ items: Signal[] }>(url);
    expect(body.items.map(({ trackingNumbers }) => trackingNumbers)).toEqual([
      [pictured.trackingNumber],
      [unproven.trackingNumber],
    ]);
  });

  it('a fee on the scan of a hand-over is a second charge, told once by two waybills', async () => {
    const DAY = startOfDay('2020-09-17') + 36_000_000;
    const charged = (feeCents: number | undefined, more: object = {}) =>
      parcel(VILLAGE, {
        kind: 'delivered',
        placeCode: VILLAGE,
        nodeId: 'shop-9',
        occurredAt: DAY,
        recordedAt: DAY,
        ...(feeCents === undefined ? {} : { feeCents }),
        ...more,
      });
    const paid = charged(300);
    const [first, second] = [charged(200), charged(200)];
    const atAcceptance = charged(900, { kind: 'accepted' });
    await tell(paid, first, second, charged(0), charged(undefined), atAcceptance);
    const link = { linkedNumber: second.trackingNumber, principalNumber: first.trackingNumber };
    await coverage.db.transaction((tx) =>
      coverage.app
        .get(KeepParcelLinks, { strict: false })
        .execute(tx, [{ ...link, recordedAt: DAY + 3_600_000 }]),
    );
    const url = `/v1/coverage/signals?signal=second-charge&unit=${TOWNSHIP}&from=2020-09-17&to=2020-09-17`;
    const read = async (more = '') => {
      const { body } = await coverage.get<{ items: Signal[] }>(`${url}${more}`);
      return body.items.map(({ feeCents, trackingNumbers }) => [feeCents, ...trackingNumbers]);
    };
    expect(await read()).toEqual([
      [300, paid.trackingNumber],
      [200, first.trackingNumber, second.trackingNumber],
    ]);
    const before = encodeURIComponent(formatInstant(DAY + 1));
    expect(await read(`&knownAt=${before}`)).toHaveLength(3);
    const { text } = await coverage.get(url, { accept: 'text/csv' });
    expect(text.split('\n')[0]).toContain('feeCents');
    expect(text.split('\n')[1]).toContain(',300,/v1/coverage/signals/parcels?');
    await tell({ ...paid, version: paid.version + 1, facts: charged(0).facts });
    expect(await read()).toHaveLength(1);
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
      { placeCode: VILLAGE, day: '2020-09-14', count: 1, min: 2, simulated: false },
    ]);
    const again = visits.slice(2).map((visit) => ({ ...visit, simulated: true }));
    await coverage.db.transaction((tx) =>
      coverage.app.get(RecordVisits, { strict: false }).execute(tx, again),
    );
    expect(await list('frequency-below-declared')).toMatchObject([{ count: 1, simulated: true }]);
    const prescribe = (row: object) =>
      coverage.post<{ rejected: number }>('/v1/mail-prescriptions', {
        prescriptions: [{ unitCode: VILLAGE, reason: '冬季封山', source: '批复', ...row }],
      });
    const season = { from: '2020-09-20', to: '2020-09-21' };
    const closed = { prescriptionId: 'p-1', kind: 'seasonal-closure', ...season };
    const beforeClosing = Date.now();
    expect((await prescribe(closed)).body.rejected).toBe(0);
    expect(await list('frequency-below-declared')).toEqual([]);
    const asKnown = `${path('frequency-below-declared')}&knownAt=${encodeURIComponent(formatInstant(beforeClosing - 1))}`;
    expect((await coverage.get<{ items: Signal[] }>(asKnown)).body.items).toHaveLength(1);
  });

  it('a lesser frequency that is prescribed is all that is due', async () => {
    const village = '653024200202';
    const declared = {
      declarationId: 'm-2',
      unitCode: village,
      indicator: 'village-direct-mail',
      frequencyPerWeek: 2,
      from: '2020-01-01',
      source: '申报表',
    };
    await coverage.post('/v1/declarations', { declarations: [declared] });
    const due = async () =>
      (await list('frequency-below-declared'))
        .filter(({ placeCode }) => placeCode === village)
        .map(({ day, min }) => [day, min]);
    expect(await due()).toEqual([
      [MONDAY, 2],
      ['2020-09-14', 2],
    ]);
    const lesser = { kind: 'lesser-frequency', visitsPerWeek: 1, from: '2020-09-14' };
    await coverage.post('/v1/mail-prescriptions', {
      prescriptions: [
        { prescriptionId: 'p-2', unitCode: village, reason: '牧区', source: '批复', ...lesser },
      ],
    });
    expect(await due()).toEqual([
      [MONDAY, 2],
      ['2020-09-14', 1],
    ]);
  });

  it('more than is declared is never due, however much is prescribed', async () => {
    const [often, unsaid] = ['653024100201', '653024001201'];
    const declared = { indicator: 'village-direct-mail', from: '2020-01-01', source: '申报表' };
    await coverage.post('/v1/declarations', {
      declarations: [
        { declarationId: 'm-3', unitCode: often, frequencyPerWeek: 3, ...declared },
        { declarationId: 'm-4', unitCode: unsaid, ...declared },
      ],
    });
    const row = { kind: 'lesser-frequency', visitsPerWeek: 5, from: '2020-09-01' };
    await coverage.post('/v1/mail-prescriptions', {
      prescriptions: [often, unsaid].map((unitCode) => ({
        ...{ prescriptionId: `p-${unitCode}`, unitCode, reason: '加班', source: '批复', ...row },
      })),
    });
    const due = (await list('frequency-below-declared'))
      .filter(({ day, placeCode }) => day === MONDAY && [often, unsaid].includes(placeCode))
      .map(({ placeCode, min }) => [placeCode, min]);
    expect(due).toEqual([
      [unsaid, 3],
      [often, 3],
    ]);
  });
});
