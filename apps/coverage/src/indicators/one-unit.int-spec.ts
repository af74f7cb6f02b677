import { startOfDay } from '@youlu/vocabulary';
import { tellDelivered } from '../testing/delivered-parcel';
import {
  loadConfirmed,
  REAL_REGISTER,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

type Items<Item> = { items: Item[] };
type Unit = { code: string; name: string; state: string };
type Mode = { mode: string; declared: number; observed: number };

const [OLD, NEW] = ['653024200202', '653024200299'];
const OWN = REAL_REGISTER.registerDate;
const LATER = '2020-09-12';
const NAMED = SMALL_REGISTER_CSV.split('\n').map((line) => {
  const [code = '', name, ...rest] = line.split(',');
  return [code, code.length === 12 ? `村${code.slice(4)}` : name, ...rest].join(',');
});
const SINCE = { from: '2020-01-01', source: 'test', simulated: true };

describe('a unit that was recoded between two registers', () => {
  let coverage: RunningCoverage;
  const held = (trackingNumber: string, destination: string, place: string, day: string) => {
    const at = startOfDay(day) + 36_000_000;
    const parcel = { trackingNumber, village: place, destination, at, recordedAt: at };
    return tellDelivered(coverage, { ...parcel, kind: 'held-at-station' });
  };
  const unitsOf = async (indicator: string, registerDate: string): Promise<Unit[]> => {
    const path = `/v1/coverage/units?indicator=${indicator}&asOf=2020-09-20&registerDate=${registerDate}`;
    return (await coverage.get<Items<Unit>>(path)).body.items;
  };
  const stateOf = async (code: string, registerDate: string) =>
    (await unitsOf('village-express', registerDate)).find((unit) => unit.code === code)?.state;
  const against = async (code: string, registerDate: string): Promise<string[]> => {
    const path = `/v1/coverage/evidence?indicator=village-express&sort=stopped-elsewhere&asOf=2020-09-20`;
    const { body } = await coverage.get<Items<{ trackingNumber: string }>>(
      `${path}&unit=${code}&registerDate=${registerDate}`,
    );
    return body.items.map(({ trackingNumber }) => trackingNumber);
  };

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: NAMED.join('\n') });
    const csv = NAMED.map((line) => line.replace(`${OLD},`, `${NEW},`)).join('\n');
    const later = { ...REAL_REGISTER, registerDate: LATER, csv };
    expect((await loadConfirmed(coverage, later)).status).toBe(201);
    const indicator = 'village-express';
    const declaration = { indicator, unitCode: OLD, mode: 'direct', ...SINCE };
    const targets = [
      { targetId: 'old', placeCode: OLD },
      { targetId: 'new', placeCode: NEW },
    ].map((row) => ({ ...row, list: 'border-hamlet', name: '边境村', ...SINCE }));
    for (const [path, body] of [
      ['/v1/declarations', { declarations: [{ declarationId: 'd-1', ...declaration }] }],
      ['/v1/coverage-targets', { targets }],
    ] as const) {
      expect((await coverage.post<{ rejected: number }>(path, body)).body.rejected).toBe(0);
    }
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('is not contradicted by parcels that rest in it under its other code', async () => {
    await held('A1', OLD, NEW, '2020-09-10'); // before the register that lists it was out
    await held('A2', OLD, NEW, '2020-09-14');
    await held('A3', NEW, OLD, '2020-09-15');
    for (const [code, register] of [
      [OLD, OWN],
      [NEW, LATER],
    ] as const) {
      expect([code, await stateOf(code, register)]).toEqual([code, 'declared-only']);
    }
    for (const n of [1, 2, 3]) await held(`B${n}`, OLD, OLD.slice(0, 9), `2020-09-0${n}`);
    for (const [code, register] of [
      [OLD, OWN],
      [NEW, LATER],
    ] as const) {
      expect([code, await stateOf(code, register)]).toEqual([code, 'contradicted']);
      expect(await against(code, register)).toEqual(['B1', 'B2', 'B3']);
    }
  });

  it('is contradicted by parcels that rest under a code that another unit has', async () => {
    expect(await against(OLD, OWN)).toHaveLength(3);
    await held('C1', OLD, '653024200201', '2020-09-04');
    expect(await against(OLD, OWN)).toEqual(['B1', 'B2', 'B3', 'C1']);
  });

  it('keeps the targets in it, whichever code they are listed under', async () => {
    const codes = async (register: string) =>
      (await unitsOf('border-hamlet', register)).map(({ code }) => code);
    expect(await codes(OWN)).toEqual([`${OLD}-new`, `${OLD}-old`]);
    expect(await codes(LATER)).toEqual([`${NEW}-new`, `${NEW}-old`]);
    const { body } = await coverage.get<{ differences: object[]; carried: object }>(
      `/v1/coverage/restatement?indicator=border-hamlet&asOf=2020-09-20&ownRegisterDate=${OWN}&registerDate=${LATER}`,
    );
    expect(body).toMatchObject({ carried: { unchanged: 0, byKind: { recode: 2 } } });
  });

  it('keeps the mode declared for it', async () => {
    const modes = async (register: string) => {
      const path = `/v1/coverage/modes?asOf=2020-09-20&registerDate=${register}`;
      const { items } = (await coverage.get<Items<Mode>>(path)).body;
      return items.find(({ mode }) => mode === 'direct');
    };
    expect(await modes(OWN)).toMatchObject({ declared: 1 });
    expect(await modes(LATER)).toMatchObject({ declared: 1 });
  });
});
