import { formatInstant, startOfDay } from '@youlu/vocabulary';
import { tellDelivered } from '../testing/delivered-parcel';
import {
  loadConfirmed,
  REAL_REGISTER,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

type Basis = {
  registerDate: string;
  knownAt: string;
  lineageKnownAt: string | null;
  lineage: { register: string; byKind: { recode: number } }[];
};
type Rates = { code?: string; field?: string; items: Rate[]; basis: Basis };
type Rate = { denominator: number; observed: number };
type Restated = { basis: Basis; items: { explainedBy: string }[] };

const [OLD, NEW] = ['653024200202', '653024200299'];
const [FIRST, LATER, SAME_YEAR] = ['2020-06-30', '2023-06-30', '2020-12-31'];
const DAY = '2020-09-10';
const LINES = SMALL_REGISTER_CSV.split('\n').map((line) => {
  const [code = '', name, ...rest] = line.split(',');
  return [code, code.length === 12 ? `村${code.slice(4)}` : name, ...rest].join(',');
});
const CSV = LINES.join('\n');
const RECODED = CSV.replace(`${OLD},`, `${NEW},`);
const villages = (csv: string) => csv.split('\n').filter((line) => line.endsWith(',admin_village'));
const SMALLER = LINES.filter((line) => !line.startsWith('653023200201')).join('\n');

describe('registers that were not known yet', () => {
  let coverage: RunningCoverage;
  const load = async (registerDate: string, csv: string) => {
    const edition = { ...REAL_REGISTER, registerDate, csv };
    expect((await loadConfirmed(coverage, edition)).status).toBe(201);
    return new Date().toISOString();
  };
  const ask = async (more: string, asOf = '2020-09-27') => {
    const path = `/v1/coverage/rates?indicator=village-express&level=region&asOf=${asOf}`;
    const { status, body } = await coverage.get<Rates>(`${path}${more}`);
    return { status, body };
  };
  const then = (instant: string) => `&knownAt=${encodeURIComponent(instant)}`;
  let [before, onlyLater] = ['', ''];

  beforeAll(async () => {
    coverage = await startCoverage();
    before = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5)); // later than that
    onlyLater = await load(LATER, RECODED);
    const at = startOfDay(DAY) + 10 * 3_600_000;
    await tellDelivered(coverage, { trackingNumber: 'OLD', village: OLD, at, recordedAt: at });
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('are no base: where none was known, nothing is answered, whatever is loaded since', async () => {
    const refusal = async () => {
      const { status, body } = await ask(then(before));
      return [status, body.code, body.field];
    };
    const expected = [404, 'coverage.register.none-in-force', 'knownAt'];
    expect(await refusal()).toEqual(expected);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await load(FIRST, CSV);
    expect(await refusal()).toEqual(expected);
    const unit = await coverage.get<{ code: string }>(
      `/v1/units/${OLD}?asOf=${DAY}${then(before)}`,
    );
    expect([unit.status, unit.body.code]).toEqual(expected.slice(0, 2));
    expect((await ask(then(onlyLater))).body.basis.registerDate).toBe(LATER);
    expect((await ask('')).body.basis).toMatchObject({ registerDate: FIRST, lineageKnownAt: null });
  });

  it('count by what was known of them when they were loaded where they are named, and say so', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    const third = '2022-10-31';
    const known = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    const loaded = await load(third, RECODED);
    const { body } = await ask(`&registerDate=${third}${then(known)}`);
    expect(body.items[0]?.observed).toBe(1);
    expect(body.basis.knownAt).toBe(formatInstant(Date.parse(known)));
    const at = Date.parse(body.basis.lineageKnownAt ?? '');
    expect(at > Date.parse(known) && at <= Date.parse(loaded)).toBe(true);
    expect(body.basis.lineage).toMatchObject([
      { register: FIRST, byKind: { recode: 1 } },
      ...body.basis.lineage.slice(1),
    ]);
    const path = `/v1/coverage/restatement?indicator=village-express&asOf=2020-09-27&registerDate=${third}`;
    const restated = await coverage.get<Restated>(`${path}${then(known)}`);
    expect(restated.body.basis).toEqual(body.basis);
    // A word said since is not known then: the answer stays.
    const { items } = (
      await coverage.get<{ items: { changeId: string }[] }>(
        `/v1/changes?kind=recode&earlier=${FIRST}&later=${third}`,
      )
    ).body;
    const reject = `/v1/changes/${items[0]?.changeId}/reject`;
    expect((await coverage.post(reject, { decidedBy: '克州民政局' })).status).toBe(200);
    expect((await ask(`&registerDate=${third}`)).body.items[0]?.observed).toBe(0);
    expect((await ask(`&registerDate=${third}${then(known)}`)).body).toEqual(body);
  });

  it('move no base year: it is the register that was loaded first of the year', async () => {
    const figure = async () => {
      const { body } = await ask('&baseYear=2020', '2021-01-15');
      return [body.basis.registerDate, body.items[0]?.denominator];
    };
    const frozen = [FIRST, villages(CSV).length];
    expect(await figure()).toEqual(frozen);
    for (const date of [SAME_YEAR, '2020-01-31']) {
      await load(date, SMALLER);
      expect((await ask(`&registerDate=${date}`)).body.items[0]?.denominator).toBe(
        villages(SMALLER).length,
      );
      expect(await figure()).toEqual(frozen);
    }
  });
});
