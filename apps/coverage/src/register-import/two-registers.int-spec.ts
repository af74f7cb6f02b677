import { formatInstant } from '@youlu/vocabulary';
import { SuccessionBetween } from '../lineage/succession/succession-between.query';
import {
  loadConfirmed,
  REAL_REGISTER,
  REAL_REGISTER_2023,
  realRegisterCsv,
  realRegisterCsv2023,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';

type Rate = { denominator: number; registerDate: string };
type Problem = { code: string; detail: string };
type Loaded = Problem & { changed: boolean; changesWaiting: number; changesApplied: number };
type Unit = { unitId: string; validTo: string | null };

describe('two registers of one region', () => {
  let coverage: RunningCoverage;
  const csv2020 = realRegisterCsv();
  const csv2023 = realRegisterCsv2023();
  const rate = async (indicator: string, more: string): Promise<[number, string]> => {
    const path = `/v1/coverage/rates?indicator=${indicator}&level=region&asOf=2020-09-27${more}`;
    const { body } = await coverage.get<{ items: Rate[] }>(path);
    return [body.items[0]?.denominator ?? -1, body.items[0]?.registerDate ?? ''];
  };
  const load = (register: object, csv: string) =>
    loadConfirmed<Loaded>(coverage, { ...register, csv });

  const versions = () =>
    coverage.db.query(
      `SELECT count(*), sum(version), max(valid_from), (SELECT count(*) FROM changes) AS changes,
              (SELECT count(*) FROM decisions) AS acts FROM unit_versions`,
    );

  beforeAll(async () => {
    coverage = await startCoverage();
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('have the 2023 edition as the base where it is the only one: 936 and 8,842', async () => {
    expect((await load(REAL_REGISTER_2023, csv2023)).status).toBe(201);
    expect(await rate('township-outlet', '')).toEqual([936, '2023-06-30']);
    expect(await rate('village-express', '')).toEqual([8842, '2023-06-30']);
  });

  it('are both answered for once the second is loaded: the one of the day unless one is named', async () => {
    const before = encodeURIComponent(formatInstant(Date.now()));
    expect((await load(REAL_REGISTER, csv2020)).status).toBe(201);
    expect(await rate('township-outlet', '')).toEqual([914, '2020-06-30']);
    // what was known before stands on what was loaded then
    expect(await rate('township-outlet', `&knownAt=${before}`)).toEqual([936, '2023-06-30']);
    expect(await rate('village-express', '&registerDate=2020-06-30')).toEqual([8891, '2020-06-30']);
    expect(await rate('township-outlet', '&registerDate=2023-06-30')).toEqual([936, '2023-06-30']);
    expect(await rate('village-direct-mail', '&registerDate=2023-06-30')).toEqual([
      8842,
      '2023-06-30',
    ]);
    const unknown = await coverage.get<Problem>(
      '/v1/coverage/units?indicator=village-express&registerDate=2021-06-30',
    );
    expect([unknown.status, unknown.body.code]).toEqual([404, 'coverage.register.unknown']);
    expect(unknown.body.detail).toContain('2020-06-30, 2023-06-30');
  });

  it('leave each of them as its file says, unit by unit', async () => {
    for (const [day, csv] of [
      ['2020-06-30', csv2020],
      ['2023-06-30', csv2023],
    ] as const) {
      const rows = await coverage.db.query<{ line: string }>(
        `SELECT concat_ws(',', code, name, level, coalesce(parent_code, ''), kind) AS line
         FROM unit_versions WHERE valid_from <= $1 AND (valid_to IS NULL OR $1 < valid_to)`,
        [day],
      );
      const stated = csv.trim().split('\n').slice(1).sort();
      expect(rows.map(({ line }) => line).sort()).toEqual(stated);
    }
  });

  it('share a unit that both state, and end one that only the first does', async () => {
    const find = async (code: string, at: string) =>
      (await coverage.get<Unit>(`/v1/units/${code}?asOf=${at}`)).body;
    expect(await find('653024', '2020-09-27')).toMatchObject({
      unitId: '653024@2023-06-30',
      validTo: null,
    });
    // 沙湾 654223 became 654203: its towns live on under the id that was loaded first.
    expect(await find('654223108', '2020-09-27')).toMatchObject({
      unitId: '654203108@2023-06-30',
      validTo: '2023-06-30',
    });
  });

  it('continue each other over the editions between, now and as known before', async () => {
    const between = coverage.app.get(SuccessionBetween, { strict: false });
    const known = Date.now();
    const succession = await between.read('2020-06-30', '2023-06-30');
    expect(succession.inheritorsOf('654223')).toEqual(['654203']);
    expect(succession.sourcesOf('654203108')).toContain('654223108');
    expect(succession.inheritorsOf('653024')).toEqual(['653024']);
    expect(succession.changesFrom('654223').map(({ kind }) => kind)).toEqual(['recode']);
    await load({ ...REAL_REGISTER, registerDate: '2022-10-31' }, realRegisterCsv(2022));
    const later = await between.read('2020-06-30', '2023-06-30');
    expect(later.inheritorsOf('654223')).toEqual(['654203']);
    const before = await between.read('2020-06-30', '2023-06-30', known);
    expect(before.changesFrom('654223')).toEqual(succession.changesFrom('654223'));
    expect(later.changesFrom('654223')).not.toEqual(succession.changesFrom('654223'));
    await expect(between.read('2020-06-30', '2022-10-31', known)).rejects.toThrow('2022-10-31');
  });

  it('take a third between them, none of another region, and the same again changes nothing', async () => {
    const before = await versions();
    const between = await load(
      { ...REAL_REGISTER, registerDate: '2021-10-31' },
      realRegisterCsv(2021),
    );
    expect([between.status, between.body.changed]).toEqual([201, true]);
    expect(await rate('village-express', '&registerDate=2021-10-31')).toEqual([8877, '2021-10-31']);
    expect(await versions()).not.toEqual(before);
    const elsewhere = 'code,name,level,parent_code,kind\n62,甘肃省,1,,province';
    const other = await load({ ...REAL_REGISTER, registerDate: '2024-06-30' }, elsewhere);
    expect([other.status, other.body.code]).toEqual([409, 'coverage.register.other-region']);
    const after = await versions();
    expect(await load(REAL_REGISTER_2023, csv2023)).toMatchObject({
      status: 200,
      body: { changed: false },
    });
    expect(await versions()).toEqual(after);
  });
});
