import { Client } from './client';
import { type Engines, freshEngines } from './engines';
import { COUNTY, countyRegister, NEIGHBOUR, prepareSampleCounty, VILLAGE } from './sample-county';
import { type Running, startShape } from './shapes';

interface Rates {
  items: { denominator: number; observed: number; declared: number; href: string }[];
}
interface Units {
  items: { code: string; state: string; evidenceCount: number; href: string }[];
}
interface Days {
  days: number;
  items: { day: string; accepted: number; handedOver: number; href: string }[];
}
interface Scans {
  items: {
    scanId: string;
    kind: string;
    occurredAt: string;
    trackingNumber: string;
    href: string;
  }[];
}
interface Timeline {
  trackingNumber: string;
  facts: { scanId: string; kind: string; placeCode: string; verdict: string }[];
}

const AS_OF = '2020-09-20';
const RATE = `/v1/coverage/rates?indicator=village-express&unit=${COUNTY}&level=county&asOf=${AS_OF}`;
/** The village's code in a register that came out a day after its last hand-over. */
const RECODED = '653024203299';
const LATER = '2020-09-12';
/** Hand-overs by village and day; the last one lies outside the 28 days that count. */
const HANDED_OVER: [village: string, day: string][] = [
  [VILLAGE, '09-07'],
  [VILLAGE, '09-07'],
  [VILLAGE, '09-11'],
  [NEIGHBOUR, '09-14'],
  [NEIGHBOUR, '08-03'],
];

/** Of these, the one at which the recipient was charged again, and the one whose scan states a mode. */
const [CHARGED, BY_BUS] = [2, 1];

/** From a rate down to a parcel's course, by nothing but the links that each answer gives. */
describe('a walk from a rate to a parcel', () => {
  let engines: Engines;
  let running: Running | undefined;
  let client: Client;

  beforeAll(async () => {
    engines = await freshEngines();
    running = await startShape('standalone', engines.env);
    client = new Client(running.doors);
    await prepareSampleCounty(client);
    for (const [i, [village, day]] of HANDED_OVER.entries()) await handOver(i, village, day);
  }, 120_000);
  afterAll(async () => {
    await running?.stop();
    await engines?.close();
  }, 30_000);

  const handOver = async (i: number, village: string, day: string): Promise<void> => {
    const { trackingNumber } = await client.post<{ trackingNumber: string }>(
      'orders',
      '/v1/shipments',
      {
        merchantId: 'shop',
        direction: 'inbound',
        originCode: '330100',
        destinationCode: village,
        weightGrams: 1200,
        readyAt: '2020-08-01T06:00:00+08:00',
      },
      `order-${i}`,
    );
    const scan = {
      scanId: `s-${i}`,
      trackingNumber,
      kind: 'delivered',
      nodeId: `village-${village}`,
      placeCode: village,
      occurredAt: `2020-${day}T1${i}:00:00+08:00`,
      ...(i === BY_BUS ? { mode: 'bus-carried' } : {}),
      ...(i === CHARGED ? { feeCents: 300, proof: 'signature' } : {}),
    };
    await client.postRows('tracking', '/v1/scans', {
      sentAt: `2020-${day}T20:00:00+08:00`,
      scans: [scan],
    });
  };

  /** Follows the walk from a rate, and holds each figure against the one it stands behind. */
  const walk = async (from: string): Promise<string[]> => {
    const { items } = await client.get<Rates>('coverage', from);
    const [rate] = items as [Rates['items'][number]];
    const units = (await client.get<Units>('coverage', `${rate.href}&limit=500`)).items;
    expect(units).toHaveLength(rate.denominator);
    const observed = units.filter(({ state }) => state === 'observed');
    expect(observed).toHaveLength(rate.observed);
    const found: string[] = [];
    for (const unit of observed) {
      const days = await client.get<Days>('coverage', unit.href);
      expect(days.items).toHaveLength(days.days);
      const pieces = days.items.map(({ accepted, handedOver }) => accepted + handedOver);
      expect(pieces.reduce((a, b) => a + b)).toBe(unit.evidenceCount);
      for (const [i, day] of days.items.entries()) {
        const scans = (await client.get<Scans>('coverage', day.href)).items;
        expect(scans).toHaveLength(pieces[i] as number);
        for (const scan of scans) {
          expect(scan.occurredAt.slice(0, 10)).toBe(day.day);
          const parcel = await client.get<Timeline>('tracking', scan.href);
          expect(parcel.trackingNumber).toBe(scan.trackingNumber);
          const fact = parcel.facts.find(({ scanId }) => scanId === scan.scanId);
          const placeCode = unit.code === RECODED ? VILLAGE : unit.code;
          expect(fact).toMatchObject({ kind: scan.kind, placeCode });
          found.push(`${unit.code} ${day.day} ${scan.scanId} ${fact?.verdict ?? ''}`);
        }
      }
    }
    return found;
  };

  it('ends at the very scans that were uploaded', async () => {
    await client.eventually<Rates>('coverage', RATE, ({ items }) => items[0]?.observed, 2);
    await client.eventually<{ items: { days: number }[] }>(
      'coverage',
      `/v1/coverage/village-days?unit=${COUNTY}&from=2020-08-01&to=2020-09-30`,
      ({ items }) => items.map(({ days }) => days),
      [2, 2],
    );
    const lines = (await walk(RATE)).map((line) => line.split(' ').slice(0, 3).join(' '));
    expect(lines).toEqual([
      `${VILLAGE} 2020-09-07 s-0`,
      `${VILLAGE} 2020-09-07 s-1`,
      `${VILLAGE} 2020-09-11 s-2`,
      `${NEIGHBOUR} 2020-09-14 s-3`,
    ]);
  });

  it('ends at a parcel from a signal as well, with the fee that its scan names', async () => {
    const list = `/v1/coverage/signals?signal=second-charge&unit=${COUNTY}&from=2020-09-01&to=2020-09-30`;
    type Signals = { items: { day: string; feeCents: number; hrefs: string[] }[] };
    const { items } = await client.get<Signals>('coverage', list);
    expect(items).toMatchObject([{ day: '2020-09-11', feeCents: 300 }]);
    const parcel = await client.get<Timeline>('tracking', items[0]?.hrefs[0] ?? '');
    expect(parcel.facts).toMatchObject([{ scanId: 's-2', feeCents: 300, proof: 'signature' }]);
  });

  it('keeps to the modes that are asked for: scans that state another one are behind another figure', async () => {
    const declared = { unitCode: VILLAGE, indicator: 'village-express', from: '2020-01-01' };
    await client.postRows('coverage', '/v1/declarations', {
      declarations: [{ declarationId: 'd-1', mode: 'direct', source: 'test', ...declared }],
    });
    expect(await walk(`${RATE}&modes=direct`)).toEqual([
      `${VILLAGE} 2020-09-07 s-0 ok`,
      `${VILLAGE} 2020-09-11 s-2 ok`,
    ]);
  });

  it('goes on where it stood, when it is asked as known before a correction', async () => {
    const before = new Date().toISOString();
    const now = await walk(RATE);
    const { items } = await client.get<Scans>(
      'coverage',
      `/v1/coverage/village-days/${NEIGHBOUR}/2020-09-14/scans`,
    );
    const parcel = items[0]?.trackingNumber ?? '';
    await client.post('tracking', `/v1/parcels/${parcel}/scans/s-3/corrections`, {
      correctionId: 'c-1',
      reason: '误扫签收',
      correctedAt: '2020-09-21T10:00:00+08:00',
    });
    await client.eventually<Rates>('coverage', RATE, (r) => r.items[0]?.observed, 1);
    expect(await walk(RATE)).toEqual(now.filter((line) => line.startsWith(VILLAGE)));
    const asKnown = `${RATE}&knownAt=${encodeURIComponent(before)}`;
    // The steps are those that were known; a parcel's course is a read of now, and says what has become
    // of the one scan since.
    const corrected = now.map((line) => line.replace(/ s-3 ok$/, ' s-3 withdrawn'));
    expect(corrected).not.toEqual(now);
    expect(await walk(asKnown)).toEqual(corrected);
  });

  it('ends at the same scans where the rate is restated on a register with another code', async () => {
    await client.post('coverage', '/v1/registers', {
      registerDate: LATER,
      name: '统计用区划代码（乌恰县，改码）',
      source: 'made up for a test',
      licence: 'none',
      csv: countyRegister().replace(`${VILLAGE},`, `${RECODED},`),
    });
    expect(await walk(`${RATE}&registerDate=${LATER}`)).toEqual([
      `${RECODED} 2020-09-07 s-0 ok`,
      `${RECODED} 2020-09-07 s-1 ok`,
      `${RECODED} 2020-09-11 s-2 ok`,
    ]);
  });
});
