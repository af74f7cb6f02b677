import {
  type ParcelSnapshot,
  NodesChanged,
  ParcelsChanged,
  VisitsReported,
} from '@youlu/contracts';
import { EventSender } from '@youlu/messaging';
import { addDays, parseInstant } from '@youlu/vocabulary';
import { waitUntil } from '@youlu/testing';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

const COUNTY = '653024';
const TOWNSHIP = '653024200';
const VILLAGE = '653024200201';
const OTHER = '653024200202';
const AS_OF = '2020-09-27';

type Unit = {
  code: string;
  state: string;
  rule: string;
  reason: string;
  undeclared: boolean;
  declaredFrom: string | null;
  firstEvidenceAt: string | null;
  evidenceCount: number;
  simulated: boolean;
};
type Page<T> = { items: T[]; nextCursor: string | null };
type Evidence = { day: string; scanId: string | null; trackingNumber: string; visitId: string };
type Fact = ParcelSnapshot['facts'][number];

const at = (iso: string): number => parseInstant(iso) ?? Number.NaN;

function fact(kind: Fact['kind'], placeCode: string, iso: string, more: Partial<Fact> = {}): Fact {
  return {
    scanId: `${kind}-${iso.slice(0, 10)}`,
    kind,
    placeCode,
    nodeId: placeCode === TOWNSHIP ? 'station-1' : `village-${placeCode}`,
    occurredAt: at(iso),
    recordedAt: at(iso),
    verdict: 'ok',
    endsAt: null,
    withdrawnAt: null,
    ...more,
  };
}

function parcel(number: number, version: number, facts: Fact[]): ParcelSnapshot {
  return {
    trackingNumber: `PARCEL${String(number).padStart(4, '0')}`,
    version,
    state: 'held-at-station',
    direction: 'inbound',
    productId: null,
    originCode: '330100',
    destinationCode: VILLAGE,
    misdirected: false,
    lastFactAt: null,
    acceptedAt: null,
    departedAt: null,
    deliveredAt: null,
    returnedAt: null,
    facts,
    factsNotCarried: 0,
    simulated: true,
  };
}

describe('evidence, from the log to a figure and back', () => {
  let coverage: RunningCoverage;
  let sender: EventSender;
  const parcels = (...rows: ParcelSnapshot[]) => sender.send(ParcelsChanged, rows);
  const unit = async (code: string, indicator: string, asOf = AS_OF): Promise<Unit> => {
    const path = `/v1/coverage/units?indicator=${indicator}&unit=${COUNTY}&asOf=${asOf}`;
    const { body } = await coverage.get<Page<Unit>>(path);
    return body.items.find((item) => item.code === code) as Unit;
  };
  const becomes = (code: string, indicator: string, state: string, asOf = AS_OF) =>
    waitUntil(
      async () => (await unit(code, indicator, asOf)).state === state,
      20_000,
      `${code} to be ${state}`,
    );
  const evidence = async (query: string): Promise<Evidence[]> =>
    (await coverage.get<Page<Evidence>>(`/v1/coverage/evidence?asOf=${AS_OF}&${query}`)).body.items;

  beforeAll(async () => {
    coverage = await startCoverage();
    sender = coverage.app.get(EventSender, { strict: false });
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
    const declared = { from: '2020-01-01', source: '申报表', simulated: true };
    await coverage.post('/v1/declarations', {
      declarations: [
        { declarationId: 'd-1', unitCode: VILLAGE, indicator: 'village-express', ...declared },
      ],
    });
    await sender.send(NodesChanged, [
      {
        nodeId: 'station-1',
        version: 1,
        tier: 'station',
        name: '乡邮政支局',
        placeCode: TOWNSHIP,
        opensOn: '2020-01-01',
        closesOn: null,
        simulated: true,
      },
    ]);
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('three parcels for a declared village left at the township contradict it, two do not', async () => {
    const parked = (n: number) =>
      parcel(n, 1, [fact('held-at-station', TOWNSHIP, `2020-09-2${n}T10:00:00+08:00`)]);
    await parcels(parked(1), parked(2));
    await waitUntil(
      async () => (await unit(VILLAGE, 'village-express')).reason.includes('2件'),
      20_000,
      'two parcels to be seen',
    );
    expect(await unit(VILLAGE, 'village-express')).toMatchObject({
      state: 'declared-only',
      rule: 'declared-without-evidence',
      declaredFrom: '2020-01-01',
    });
    await parcels(parked(3));
    await becomes(VILLAGE, 'village-express', 'contradicted');
    expect((await unit(VILLAGE, 'village-express')).rule).toBe('parcels-stopped-elsewhere');
    const query = `indicator=village-express&unit=${COUNTY}`;
    expect((await evidence(`${query}&sort=stopped-elsewhere`)).map((item) => item.day)).toEqual([
      '2020-09-21',
      '2020-09-22',
      '2020-09-23',
    ]);
    expect(await evidence(query)).toEqual([]);
  });

  it('a parcel counts as stopped until the day it moves on', async () => {
    const moved = fact('held-at-station', TOWNSHIP, '2020-09-23T10:00:00+08:00', {
      endsAt: at('2020-09-26T00:30:00+08:00'),
    });
    await parcels(parcel(3, 2, [moved]));
    await becomes(VILLAGE, 'village-express', 'declared-only');
    expect((await unit(VILLAGE, 'village-express', '2020-09-26')).state).toBe('declared-only');
    expect((await unit(VILLAGE, 'village-express', '2020-09-25')).state).toBe('contradicted');
  });

  it('a parcel handed over in the village shows that it is served, until four weeks later', async () => {
    await parcels(parcel(4, 1, [fact('delivered', VILLAGE, '2020-09-24T10:00:00+08:00')]));
    await becomes(VILLAGE, 'village-express', 'observed');
    expect(await unit(VILLAGE, 'village-express')).toMatchObject({
      rule: 'evidence-in-window',
      evidenceCount: 1,
      firstEvidenceAt: '2020-09-24T10:00:00+08:00',
    });
    expect((await unit(VILLAGE, 'village-express', '2020-10-21')).state).toBe('observed');
    expect((await unit(VILLAGE, 'village-express', '2020-10-22')).state).toBe('declared-only');
    expect(await evidence(`indicator=village-express&unit=${VILLAGE}`)).toMatchObject([
      { day: '2020-09-24', scanId: 'delivered-2020-09-24', visitId: null },
    ]);
    const { body } = await coverage.get<Page<object>>(
      `/v1/coverage/rates?indicator=village-express&unit=${COUNTY}&level=county&asOf=${AS_OF}`,
    );
    expect(body.items).toMatchObject([
      { denominator: 4, declared: 1, observed: 1, unknown: 3, observedPercent: '25.00' },
    ]);
    expect(body.items).toMatchObject([{ measured: { numerator: 1, denominator: 1 } }]);
  });

  it('a withdrawn scan shows nothing any more, and an older snapshot brings it not back', async () => {
    const scan = fact('delivered', VILLAGE, '2020-09-24T10:00:00+08:00');
    const withdrawn: Fact = { ...scan, verdict: 'withdrawn', withdrawnAt: scan.occurredAt + 1 };
    await parcels(parcel(4, 3, [withdrawn]));
    await becomes(VILLAGE, 'village-express', 'declared-only');
    await parcels(parcel(4, 2, [scan]), parcel(5, 1, [scan]));
    await becomes(VILLAGE, 'village-express', 'observed');
    expect((await unit(VILLAGE, 'village-express')).evidenceCount).toBe(1);
  });

  it('a hand-over at its station shows a township outlet, one elsewhere in it does not', async () => {
    const elsewhere = fact('accepted', TOWNSHIP, '2020-09-24T10:00:00+08:00', { nodeId: 'shop-1' });
    await parcels(parcel(6, 1, [elsewhere]));
    await parcels(parcel(7, 1, [fact('accepted', TOWNSHIP, '2020-09-24T11:00:00+08:00')]));
    await becomes(TOWNSHIP, 'township-outlet', 'observed');
    expect(await unit(TOWNSHIP, 'township-outlet')).toMatchObject({
      undeclared: true,
      evidenceCount: 1,
    });
    expect(await evidence(`indicator=township-outlet&unit=65`)).toMatchObject([
      { trackingNumber: 'PARCEL0007' },
    ]);
  });

  it('direct mail is three visited days in each whole week, and one missed week undoes it', async () => {
    const visit = (day: string, more: object = {}) => ({
      visitId: `v-${day}`,
      roundId: 'r-1',
      villageCode: OTHER,
      visitedAt: at(`${day}T10:00:00+08:00`),
      sentAt: at(`${day}T12:00:00+08:00`),
      recordedAt: 1,
      handoverPoint: 'shop' as const,
      ...more,
    });
    const days = [0, 7, 14, 21].flatMap((week) =>
      [0, 2, 4].map((day) => addDays('2020-08-31', week + day)),
    );
    await sender.send(
      VisitsReported,
      days.map((day) => visit(day, day === days[0] ? { simulated: true } : {})),
    );
    await becomes(OTHER, 'village-direct-mail', 'observed');
    expect(await unit(OTHER, 'village-direct-mail')).toMatchObject({
      rule: 'visits-each-week',
      evidenceCount: 12,
      simulated: true, // one visit of the window is enough
    });
    const seen = await evidence(`indicator=village-direct-mail&unit=${OTHER}`);
    expect(seen.map((item) => item.day)).toEqual(days);
    const weekLater = await unit(OTHER, 'village-direct-mail', '2020-10-04');
    expect([weekLater.state, weekLater.simulated]).toEqual(['unknown', false]);
    await sender.send(VisitsReported, [visit('2020-09-11', { handoverPoint: 'committee' })]);
    await becomes(OTHER, 'village-direct-mail', 'unknown');
  });

  it('lists page by page, each item once, and gives the units as CSV', async () => {
    const paged: string[] = [];
    let cursor: string | null = '';
    for (let page = 0; page < 20 && cursor !== null; page++) {
      const path = `/v1/coverage/evidence?indicator=village-direct-mail&unit=65&asOf=${AS_OF}`;
      const { body }: { body: Page<Evidence> } = await coverage.get(
        `${path}&limit=2&cursor=${cursor}`,
      );
      paged.push(...body.items.map((item) => item.visitId));
      cursor = body.nextCursor;
    }
    expect(paged).toHaveLength(11); // 12 visits, one id of them in conflict
    expect(new Set(paged).size).toBe(11);
    const csv = await coverage.get(
      `/v1/coverage/units?indicator=village-express&unit=${COUNTY}&asOf=${AS_OF}`,
      { accept: 'text/csv' },
    );
    const lines = csv.text.trim().split('\n');
    expect(lines[0]).toMatch(/^code,name,level,kind,parentCode,indicator,state,rule,reason/);
    expect(lines).toHaveLength(1 + 4);
    expect(csv.text).toContain(`${VILLAGE},村,village,admin_village,${TOWNSHIP}`);
  });

  it('says what is wrong with a question', async () => {
    type Problem = { code: string; field: string; detail: string };
    const ask = async (query: string): Promise<[number, string]> => {
      const { status, body } = await coverage.get<Problem>(`/v1/coverage/${query}`);
      return [status, body.field];
    };
    expect(await ask('rates?indicator=village&level=county')).toEqual([400, 'indicator']);
    expect(await ask('rates?indicator=village-express&level=village')).toEqual([400, 'level']);
    const units = 'units?indicator=village-express';
    expect(await ask(`${units}&asOf=2020-13-01`)).toEqual([400, 'asOf']);
    expect(await ask(`${units}&asOf=2020-09-27&unit=653099`)).toEqual([404, 'unit']);
    expect(await ask(`${units}&knownAt=2020-09-27`)).toEqual([400, 'knownAt']);
    expect(await ask(`${units}&knownAt=2199-01-01T00:00:00Z`)).toEqual([400, 'knownAt']);
    expect(await ask(`${units}&asOf=2020-09-27&cursor=zzz`)).toEqual([400, 'cursor']);
    const stopped = 'evidence?indicator=township-outlet&sort=stopped-elsewhere';
    expect(await ask(`${stopped}&asOf=2020-09-27`)).toEqual([400, 'sort']);
  });

  it('totals what it holds', async () => {
    const { body } = await coverage.get('/v1/coverage/totals');
    expect(body).toEqual({
      declarations: 1,
      visitsStored: 13,
      visitsParked: 0,
      parcelsKnown: 7,
      parcelsParked: 0,
    });
  });
});
