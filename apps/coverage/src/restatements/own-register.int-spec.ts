import { formatInstant } from '@youlu/vocabulary';
import {
  loadConfirmed,
  REAL_REGISTER,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

type Restated = { own: { registerDate: string }; restated: { registerDate: string } };

const OWN = REAL_REGISTER.registerDate;
const [BETWEEN, LATER] = ['2021-10-31', '2023-06-30'];

describe('the register that a restatement starts from', () => {
  let coverage: RunningCoverage;
  const load = async (registerDate: string) =>
    loadConfirmed(coverage, { ...REAL_REGISTER, registerDate, csv: SMALL_REGISTER_CSV });
  const restated = async (more: string) => {
    const path = `/v1/coverage/restatement?indicator=village-express&asOf=2021-12-01&registerDate=${LATER}`;
    const { status, body } = await coverage.get<Restated>(`${path}${more}`);
    return [status, body.own?.registerDate, body.restated?.registerDate];
  };

  beforeAll(async () => {
    coverage = await startCoverage();
    for (const date of [OWN, LATER]) expect((await load(date)).status).toBe(201);
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('is that of the figure as it was known: one that is loaded later does not take its place', async () => {
    const knownAt = `&knownAt=${encodeURIComponent(formatInstant(Date.now()))}`;
    expect(await restated(knownAt)).toEqual([200, OWN, LATER]);
    expect((await load(BETWEEN)).status).toBe(201);
    expect(await restated('')).toEqual([200, BETWEEN, LATER]);
    expect(await restated(knownAt)).toEqual([200, OWN, LATER]);
  });
});
