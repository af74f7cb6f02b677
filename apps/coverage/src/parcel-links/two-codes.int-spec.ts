import { formatInstant, startOfDay } from '@youlu/vocabulary';
import { tellDelivered } from '../testing/delivered-parcel';
import {
  loadConfirmed,
  REAL_REGISTER,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';
import { KeepParcelLinks } from './keep-parcel-links.use-case';

const OLD = '653024200202';
const NEW = '653024200299';
const TOWNSHIP = '653024200';
const LATER = '2020-09-12';
const NAMED = SMALL_REGISTER_CSV.split('\n').map((line) => {
  const [code = '', name, ...rest] = line.split(',');
  return [code, code.length === 12 ? `村${code.slice(4)}` : name, ...rest].join(',');
});

describe('two waybills of one parcel under two codes of one village', () => {
  let coverage: RunningCoverage;

  const tell = (
    kind: 'held-at-station' | 'delivered',
    trackingNumber: string,
    destination: string,
    village: string,
    day: string,
  ) => {
    const at = startOfDay(day) + 36_000_000;
    return tellDelivered(coverage, {
      ...{ trackingNumber, village, destination, at, recordedAt: at, kind },
    });
  };
  const connect = (...pairs: (readonly [string, string])[]) =>
    coverage.db.transaction((tx) =>
      coverage.app.get(KeepParcelLinks, { strict: false }).execute(
        tx,
        pairs.map(([linkedNumber, principalNumber]) => ({
          ...{ linkedNumber, principalNumber, recordedAt: Date.now() },
        })),
      ),
    );
  const asked = 'indicator=village-express&edition=2020&asOf=2020-09-20';
  const items = async <T>(path: string): Promise<T[]> =>
    (await coverage.get<{ items: T[] }>(`/v1/coverage/${path}`)).body.items;
  const village = async (more = '') => {
    type Item = { code: string; state: string; evidenceCount: number };
    const all = await items<Item>(`units?${asked}&limit=1000${more}`);
    return all.find(({ code }) => code === NEW);
  };
  const evidence = async (sort: string, more = '') =>
    (await items<{ waybills: string[] }>(`evidence?${asked}&unit=${NEW}&sort=${sort}${more}`)).map(
      ({ waybills }) => waybills,
    );

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: NAMED.join('\n') });
    const csv = NAMED.map((line) => line.replace(`${OLD},`, `${NEW},`)).join('\n');
    const loaded = await loadConfirmed(coverage, { ...REAL_REGISTER, registerDate: LATER, csv });
    expect(loaded.status).toBe(201);
    const declared = { declarationId: 'd-1', unitCode: OLD, indicator: 'village-express' };
    await coverage.post('/v1/declarations', {
      declarations: [{ ...declared, from: '2020-01-01', source: 'test' }],
    });
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('are one that stopped on its way to the village', async () => {
    await tell('held-at-station', 'P1', OLD, TOWNSHIP, '2020-09-08');
    await tell('held-at-station', 'P2', NEW, TOWNSHIP, '2020-09-15');
    await tell('held-at-station', 'P3', OLD, TOWNSHIP, '2020-09-09');
    await tell('held-at-station', 'P4', NEW, TOWNSHIP, '2020-09-16');
    expect(await village()).toMatchObject({ state: 'contradicted' });
    expect(await evidence('stopped-elsewhere')).toEqual([['P1'], ['P3'], ['P2'], ['P4']]);
    await connect(['P2', 'P1'], ['P4', 'P3']);
    expect(await village()).toMatchObject({ state: 'declared-only' });
    await tell('held-at-station', 'P5', NEW, TOWNSHIP, '2020-09-17');
    expect(await village()).toMatchObject({ state: 'contradicted' });
    expect(await evidence('stopped-elsewhere')).toEqual([['P1', 'P2'], ['P3', 'P4'], ['P5']]);
  });

  it('are handed over once in it, before and after its register is out', async () => {
    await tell('delivered', 'A', OLD, OLD, '2020-09-08');
    await tell('delivered', 'B', NEW, NEW, '2020-09-10'); // ahead of the register that lists it
    await tell('delivered', 'C', NEW, NEW, '2020-09-15');
    await tell('delivered', 'D', OLD, OLD, '2020-09-15'); // behind it
    await tell('delivered', 'E', NEW, NEW, '2020-09-16');
    expect(await village()).toMatchObject({ state: 'observed' });
    const before = (await village())?.evidenceCount ?? 0;
    expect(await evidence('served')).toHaveLength(before);
    const unlinked = `&knownAt=${encodeURIComponent(formatInstant(Date.now()))}`;
    await new Promise((done) => setTimeout(done, 5));
    await connect(['B', 'A'], ['C', 'A'], ['D', 'A']);
    expect(await village()).toMatchObject({ state: 'observed', evidenceCount: 2 });
    expect(await evidence('served')).toEqual([['A', 'B', 'C', 'D'], ['E']]);
    expect(await village(unlinked)).toMatchObject({ evidenceCount: before });
    const path = `village-days/${NEW}?from=2020-09-01&to=2020-09-20&registerDate=${LATER}`;
    const days = await items<{ handedOver: number }>(path);
    expect(days.reduce((sum, { handedOver }) => sum + handedOver, 0)).toBe(2);
  });
});
