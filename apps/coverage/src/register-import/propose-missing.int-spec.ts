import {
  loadConfirmed,
  REAL_REGISTER,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';

type Proposed = {
  pairs: { earlier: string; later: string; changesApplied: number; changesWaiting: number }[];
};
type Changes = { items: { kind: string; from: object[]; to: object[]; status: string }[] };

const [OLD, NEW] = ['653024200202', '653024200299'];
const DATES = [REAL_REGISTER.registerDate, '2021-10-31', '2022-10-31'] as const;
const NAMED = SMALL_REGISTER_CSV.split('\n').map((line) => {
  const [code = '', name, ...rest] = line.split(',');
  return [code, code.length === 12 ? `村${code.slice(4)}` : name, ...rest].join(',');
});
const RECODED = NAMED.map((line) => line.replace(`${OLD},`, `${NEW},`));

describe('registers that were loaded before lineage was kept', () => {
  let coverage: RunningCoverage;
  const propose = async () => {
    const asked = { decidedBy: '某邮政管理局' };
    const { status, body } = await coverage.post<Proposed>('/v1/registers/lineage', asked);
    expect(status).toBe(200);
    return body.pairs;
  };
  const today = async (code: string): Promise<string[]> => {
    const path = `/v1/units/${code}/today?asOf=2020-06-30`;
    const { body } = await coverage.get<{ units: { code: string }[] }>(path);
    return body.units.map((unit) => unit.code);
  };
  const idOf = async (code: string, asOf: string): Promise<string> =>
    (await coverage.get<{ unitId: string }>(`/v1/units/${code}?asOf=${asOf}`)).body.unitId;

  beforeAll(async () => {
    coverage = await startCoverage();
    for (const [i, registerDate] of DATES.entries()) {
      const csv = (i === 0 ? NAMED : RECODED).join('\n');
      expect((await loadConfirmed(coverage, { ...REAL_REGISTER, registerDate, csv })).status).toBe(
        201,
      );
    }
    await coverage.db.transaction(async (tx) => {
      await tx.execute('DELETE FROM change_units');
      await tx.execute('DELETE FROM changes');
      await tx.execute(`UPDATE unit_versions SET unit_id = version_id WHERE code = $1`, [NEW]);
      await tx.execute(`UPDATE revisions SET revision = revision + 1`);
    });
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('are compared when that is asked for, once', async () => {
    expect(await idOf(NEW, DATES[1])).toBe(`${NEW}@${DATES[1]}`);
    const pairs = await propose();
    expect(pairs).toMatchObject([
      { earlier: DATES[0], later: DATES[1], changesApplied: 1, changesWaiting: 0 },
      { earlier: DATES[1], later: DATES[2], changesApplied: 0, changesWaiting: 0 },
    ]);
    expect(await today(OLD)).toEqual([NEW]);
    expect(await idOf(NEW, DATES[1])).toBe(`${OLD}@${DATES[0]}`);
    const { body } = await coverage.get<Changes>('/v1/changes?limit=100');
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({ kind: 'recode', status: 'applied' });
    // Of the second pair there is nothing to be said; asked again it says so again.
    expect(await propose()).toMatchObject([{ earlier: DATES[1], changesApplied: 0 }]);
    expect((await coverage.get<Changes>('/v1/changes?limit=100')).body.items).toHaveLength(1);
  });
});
