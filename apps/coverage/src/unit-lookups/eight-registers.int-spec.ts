import { placeName } from '../lineage/names/place-name';
import { SuccessionBetween } from '../lineage/succession/succession-between.query';
import {
  loadConfirmed,
  REAL_REGISTER,
  realRegisterCsv,
  realRegisterCsv2023,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';

type Unit = {
  unitId: string;
  code: string;
  name: string;
  validFrom: string;
  validTo: string | null;
};
type Life = { units: { unitId: string; stretches: Unit[] }[]; changes: { kind: string }[] };
type Today = {
  from: string;
  to: string;
  units: Unit[];
  changes: { kind: string }[];
  codeInUseAgain: Unit | null;
};
type Named = Unit & { path: { code: string; name: string }[] };
type Page = { items: Named[]; nextCursor: string | null };
type Registers = { items: { registerDate: string }[] };

const DATES: Readonly<Record<number, string>> = {
  2016: '2016-07-31',
  2017: '2017-10-31',
  2018: '2018-10-31',
  2019: '2019-10-31',
  2020: '2020-06-30',
  2021: '2021-10-31',
  2022: '2022-10-31',
  2023: '2023-06-30',
};
/** From the middle outwards: most editions come between two that are loaded. */
const ORDER = [2020, 2016, 2023, 2018, 2021, 2017, 2022, 2019];

describe('eight registers of Xinjiang, loaded in no order', () => {
  let coverage: RunningCoverage;
  const get = async <Body>(path: string) => (await coverage.get<Body>(path)).body;

  beforeAll(async () => {
    coverage = await startCoverage();
    for (const year of ORDER) {
      const csv = year === 2023 ? realRegisterCsv2023() : realRegisterCsv(year);
      const register = { ...REAL_REGISTER, registerDate: DATES[year], csv };
      expect((await loadConfirmed(coverage, register)).status).toBe(201);
    }
  }, 240_000);
  afterAll(() => coverage?.stop());

  it('are each as its file states it', async () => {
    const { items } = await get<Registers>('/v1/registers');
    expect(items.map(({ registerDate }) => registerDate)).toEqual(Object.values(DATES));
    for (const year of ORDER) {
      const csv = year === 2023 ? realRegisterCsv2023() : realRegisterCsv(year);
      const rows = await coverage.db.query<{ line: string }>(
        `SELECT concat_ws(',', code, name, level, coalesce(parent_code, ''), kind) AS line
         FROM unit_versions WHERE valid_from <= $1 AND (valid_to IS NULL OR $1 < valid_to)`,
        [DATES[year]],
      );
      expect(rows.map(({ line }) => line).sort()).toEqual(csv.trim().split('\n').slice(1).sort());
    }
  });

  it('tell the life of 库车 and of 沙湾 as one each, over their recodes', async () => {
    for (const [old, now] of [
      ['652923', '652902'],
      ['654223', '654203'],
    ]) {
      const today = await get<Today>(`/v1/units/${old}/today`);
      expect(today.units.map(({ code }) => code)).toEqual([now]);
      expect(today.changes.map(({ kind }) => kind)).toContain('recode');
      const { units } = await get<Life>(`/v1/units/${old}/life`);
      expect(units).toHaveLength(1);
      expect(units[0]?.stretches.map(({ code }) => code)).toEqual([old, now]);
      const [{ unitId } = { unitId: '' }] = units;
      expect((await get<Life>(`/v1/units/${now}/life`)).units[0]?.unitId).toBe(unitId);
      const byId = await get<Life>(`/v1/units/${now}@2023-06-30/life`);
      expect(byId.units.map((unit) => unit.unitId)).toEqual([unitId]);
    }
  });

  it('name the unit that has a code again which nothing continues', async () => {
    // 梨花社区 is stated in 2018, not in 2019, and again from 2020 on.
    const told = await get<Today>('/v1/units/652801001001/today?asOf=2018-10-31');
    expect(told.units).toEqual([]);
    expect(told.codeInUseAgain).toMatchObject({ code: '652801001001', validTo: null });
    const own = await get<Today>('/v1/units/652801001001/today?asOf=2020-09-27');
    expect(own.units.map(({ unitId }) => unitId)).toEqual([told.codeInUseAgain?.unitId]);
    expect(own.codeInUseAgain).toBeNull();
    expect((await get<Today>('/v1/units/652923/today')).codeInUseAgain).toBeNull();
  });

  it('find all units of a name, each with what it lies in', async () => {
    const { items } = await get<{ items: Named[] }>(
      '/v1/units?name=幸福社区&asOf=2020-09-27&limit=3',
    );
    expect(items).toHaveLength(3);
    for (const { name, path } of items) {
      expect(name.startsWith('幸福社区')).toBe(true);
      expect(path.map(({ code }) => code.length)).toEqual([2, 4, 6, 9]);
      expect(path[0]?.name).toBe('新疆维吾尔自治区');
    }
    const inside = await get<{ items: Named[] }>(
      '/v1/units?name=黑孜苇乡&asOf=2020-09-27&within=6530',
    );
    expect(inside.items.map(({ code }) => code)).toEqual(['653024203']);
  });

  it.each([
    ['幸福社区', '幸福社区'],
    ['幸福社区居委会', '幸福社区'],
    ['新村民委员会', '新村'],
    ['庫車', '库车'],
    ['乾园社区', '乾园社区'],
    ['莎车县第一林场(国营苗圃)', '莎车县第一林场'],
    [' 一 连', '一连'],
    ['十２连', '十2连'],
  ])('find all that the file has for %s, and no other', async (name, usual) => {
    const plain = placeName(name, 5);
    const lines = realRegisterCsv(2020).trim().split('\n').slice(1);
    const expected = lines
      .map((line) => line.split(','))
      .filter(([code = '', is = '']) => {
        const other = placeName(is, 5);
        if (other.plain.startsWith(plain.plain)) return true;
        return code.length === 12 && other.spelling === plain.spelling;
      })
      .map(([code]) => code);
    const found: string[] = [];
    for (let cursor = ''; ;) {
      const page = await get<{ items: Named[]; nextCursor: string | null }>(
        `/v1/units?name=${encodeURIComponent(name)}&asOf=2020-09-27&limit=50&cursor=${cursor}`,
      );
      found.push(...page.items.map(({ code }) => code));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(found).toEqual(expected);
    const isThere = lines.some((line) => line.includes(usual));
    expect(found.length > 0).toBe(isThere);
  });

  it('say that a life is told whole, and when it is not', async () => {
    type Told = { isWhole: boolean; changes: object[] };
    expect((await get<Told>('/v1/units/652923/life')).isWhole).toBe(true);
    await coverage.db.query(
      `INSERT INTO unit_versions (unit_id, version_id, version, code, name, level, kind, parent_code,
         valid_from, valid_to, register_date)
       SELECT '659998@x', '659998@' || n, 1, '659998', '名', 3, 'county', '6599',
         date '1000-01-01' + n, date '1000-01-02' + n, '2020-06-30' FROM generate_series(1, 1001) n`,
    );
    try {
      const cut = await get<Life & Told>('/v1/units/659998/life');
      expect([cut.units[0]?.stretches.length, cut.isWhole]).toEqual([1_000, false]);
    } finally {
      await coverage.db.query(`DELETE FROM unit_versions WHERE code = '659998'`);
    }
    const noDay = await coverage.get<{ field: string }>('/v1/units/652923@2020-13-45/life');
    expect([noDay.status, noDay.body.field]).toEqual([404, 'code']);
  });

  it('say what is unknown', async () => {
    for (const path of ['life', 'today']) {
      const { status, body } = await coverage.get<{ code: string }>(`/v1/units/659999/${path}`);
      expect([status, body.code]).toEqual([404, 'coverage.unit.unknown']);
    }
  });

  /** As known now they are put together from the rows of a few codes; what is kept, from a region's. */
  it('are told alike whether they are kept or put together for the code in question', async () => {
    const knownAt = `knownAt=${new Date().toISOString()}`;
    const moved = await coverage.db.query<{ code: string }>(
      `SELECT DISTINCT code FROM (
         SELECT u.code, row_number() OVER (PARTITION BY c.kind ORDER BY md5(u.code)) AS n
         FROM changes c JOIN change_units u USING (change_id)
         WHERE c.status IN ('applied', 'accepted')) numbered WHERE n <= 30`,
    );
    expect(moved.length).toBeGreaterThan(25);
    for (const { code } of moved) {
      for (const path of [`/v1/units/${code}/life?`, `/v1/units/${code}?asOf=2021-06-30&`]) {
        const [kept, then] = [await coverage.get(path), await coverage.get(`${path}${knownAt}`)];
        expect([path, then.status, then.status === 200 && then.body]).toEqual([
          ...[path, kept.status, kept.status === 200 && kept.body],
        ]);
      }
    }
    for (const asOf of ['2017-01-01', '2020-09-27', '2023-01-01', '2024-01-01']) {
      for (const path of [
        `/v1/units/65/children?limit=10`,
        `/v1/units/6530/children?limit=50`,
        `/v1/units/653001002/children?limit=50`,
        `/v1/units?name=${encodeURIComponent('幸福社区')}&limit=20`,
        `/v1/units?name=${encodeURIComponent('新村民委员会')}&limit=50`,
      ]) {
        const kept = await get<Page>(`${path}&asOf=${asOf}`);
        expect(await get(`${path}&asOf=${asOf}&${knownAt}`)).toEqual(kept);
        if (kept.nextCursor === null) continue;
        const next = `${path}&asOf=${asOf}&cursor=${kept.nextCursor}`;
        expect(await get(`${next}&${knownAt}`)).toEqual(await get(next));
      }
    }
  }, 120_000);

  it('have no code that is two units on one day', async () => {
    const twice = await coverage.db.query(
      `SELECT a.code FROM unit_versions a JOIN unit_versions b
         ON a.code = b.code AND a.version_id < b.version_id
        AND a.valid_from < coalesce(b.valid_to, 'infinity') AND b.valid_from < coalesce(a.valid_to, 'infinity')`,
    );
    expect(twice).toEqual([]);
  });

  it('continue one another as if they had been loaded in the order of their dates', async () => {
    const between = coverage.app.get(SuccessionBetween, { strict: false });
    const way = await between.read('2016-07-31', '2023-06-30');
    const codes = await coverage.db.query<{ code: string }>(
      `SELECT code FROM register_rows WHERE register_date = '2016-07-31'`,
    );
    const found = codes.map(({ code }) => [code, way.inheritorsOf(code).join()]);
    const other = await startCoverage();
    try {
      for (const [year, registerDate] of Object.entries(DATES)) {
        const csv = year === '2023' ? realRegisterCsv2023() : realRegisterCsv(Number(year));
        await loadConfirmed(other, { ...REAL_REGISTER, registerDate, csv });
      }
      const inOrder = await other.app
        .get(SuccessionBetween, { strict: false })
        .read('2016-07-31', '2023-06-30');
      expect(codes.map(({ code }) => [code, inOrder.inheritorsOf(code).join()])).toEqual(found);
    } finally {
      await other.stop();
    }
  }, 240_000);
});
