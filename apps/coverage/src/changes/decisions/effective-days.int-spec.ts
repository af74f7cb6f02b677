import { recheckUnits } from '../../testing/rechecked-units';
import { loadConfirmed, type RunningCoverage, startCoverage } from '../../testing/running-coverage';

type Change = { changeId: string; kind: string; status: string; from: { code: string }[] };
type Answer = {
  code?: string;
  errors: { line: number; code: string; reason: string }[];
  results: { changeIds: string[] }[];
};
type Unit = { unitId: string; name: string };

const HEAD = ['code,name', '65,区', '6530,克州', '653024,乌恰县', '653024200,黑孜苇乡'];
const KEPT = ['阿依布拉克', '江吉尔', '也克铁热克', '昆都', '托帕', '巴依库鲁提'].map(
  (name, i) => `65302420030${i},${name}村委会`,
);
const [FIRST, SECOND, THIRD, GONE] = [201, 202, 203, 204].map((n) => `653024200${n}`) as [
  string,
  string,
  string,
  string,
];
/** A takes the code of B, which is gone; D is gone without an heir. */
const BEFORE = [`${FIRST},库勒村委会`, `${SECOND},康什维尔村委会`, `${GONE},坎久干村委会`];
const AFTER = [`${SECOND},库勒村委会`];
const EDITION = { name: '名录', source: 'made up', licence: 'none' };
const BY = { decidedBy: '克州民政局' };
const PAIR = '2020-06-30,2021-10-31';

async function startWith(before: string[], after: string[]): Promise<RunningCoverage> {
  const coverage = await startCoverage();
  for (const [registerDate, rows] of [
    ['2020-06-30', before],
    ['2021-10-31', after],
  ] as const) {
    const csv = [...HEAD, ...rows, ...KEPT].join('\n');
    const loaded = await loadConfirmed(coverage, { ...EDITION, registerDate, csv });
    expect(loaded.status).toBe(201);
  }
  return coverage;
}

const unitOn = async (coverage: RunningCoverage, code: string, asOf: string, query = '') => {
  const { status, body } = await coverage.get<Unit>(`/v1/units/${code}?asOf=${asOf}${query}`);
  return status === 200 ? body.name : status;
};
const doubled = (coverage: RunningCoverage) =>
  coverage.db.query(
    `SELECT a.version_id FROM unit_versions a JOIN unit_versions b
       ON a.code = b.code AND a.version_id < b.version_id
      AND daterange(a.valid_from, a.valid_to) && daterange(b.valid_from, b.valid_to)`,
  );

describe('the day on which a change takes effect', () => {
  let coverage: RunningCoverage;
  const find = async (kind: string, code: string) => {
    const { body } = await coverage.get<{ items: Change[] }>(`/v1/changes?kind=${kind}`);
    return body.items.find(({ from }) => from[0]?.code === code) as Change;
  };
  const accept = ({ changeId }: Change, effectiveOn: string) =>
    coverage.post<Answer>(`/v1/changes/${changeId}/accept`, { ...BY, effectiveOn });
  const decide = (rows: string[]) =>
    coverage.post<Answer>('/v1/changes/decisions', {
      ...BY,
      csv: ['change_id,earlier,later,kind,from,to,effective_on,decision', ...rows].join('\n'),
    });
  afterEach(async () => {
    expect(await doubled(coverage)).toEqual([]);
    expect(await recheckUnits(coverage).compare(coverage.db)).toMatchObject({ differences: [] });
  });

  describe('of a code that falls free and is taken', () => {
    beforeAll(async () => {
      coverage = await startWith(BEFORE, AFTER);
    }, 60_000);
    afterAll(() => coverage?.stop());

    it('is refused where the policy says that the unit before stays longer', async () => {
      const [recode, abolish] = [await find('recode', FIRST), await find('abolish', SECOND)];
      expect([recode?.status, abolish?.status]).toEqual(['applied', 'applied']);
      const { status, body } = await accept(recode, '2021-03-01');
      expect([status, body.errors.map(({ code }) => code)]).toEqual([
        400,
        ['overlapping-validity'],
      ]);
      expect(body.errors[0]?.reason).toContain(abolish.changeId);
      expect(await unitOn(coverage, SECOND, '2021-06-01')).toBe('康什维尔村委会');
    });

    it('is taken where both are decided together, and by itself where there is room', async () => {
      const [recode, abolish] = [await find('recode', FIRST), await find('abolish', SECOND)];
      const together = await decide([
        `${recode.changeId},,,,,,2021-03-01,accept`,
        `${abolish.changeId},,,,,,2021-02-01,accept`,
      ]);
      expect(together.status).toBe(200);
      expect(await unitOn(coverage, SECOND, '2021-01-31')).toBe('康什维尔村委会');
      expect(await unitOn(coverage, SECOND, '2021-02-01')).toBe(404);
      expect(await unitOn(coverage, SECOND, '2021-03-01')).toBe('库勒村委会');
      const later = await accept(await find('abolish', SECOND), '2021-04-01');
      expect(later.body.errors.map(({ code }) => code)).toEqual(['overlapping-validity']);
      expect((await accept(await find('abolish', SECOND), '2021-03-01')).status).toBe(200);
    });

    it('moves a unit that is gone, now as by all that is known, and back again', async () => {
      const published = () =>
        coverage.db.query<{ n: number }>(
          `SELECT max(version) AS n FROM unit_versions WHERE code = $1`,
          [GONE],
        );
      const asKnown = () => `&knownAt=${encodeURIComponent(new Date().toISOString())}`;
      const [before] = await published();
      expect((await accept(await find('abolish', GONE), '2021-03-01')).status).toBe(200);
      expect(await unitOn(coverage, GONE, '2021-02-28')).toBe('坎久干村委会');
      expect(await unitOn(coverage, GONE, '2021-06-01', asKnown())).toBe(404);
      expect(await unitOn(coverage, GONE, '2021-06-01')).toBe(404);
      expect((await published())[0]?.n).toBeGreaterThan(before?.n ?? 0);
      const { changeId } = await find('abolish', GONE);
      expect((await coverage.post(`/v1/changes/${changeId}/reject`, BY)).status).toBe(200);
      expect(await unitOn(coverage, GONE, '2021-06-01', asKnown())).toBe('坎久干村委会');
      expect(await unitOn(coverage, GONE, '2021-06-01')).toBe('坎久干村委会');
    });
  });

  describe('of a chain of codes, told in two requests', () => {
    beforeAll(async () => {
      const names = ['库勒村委会', '康什维尔村委会'] as const;
      coverage = await startWith(
        [`${FIRST},${names[0]}`, `${SECOND},${names[1]}`],
        [`${SECOND},${names[0]}`, `${THIRD},${names[1]}`],
      );
    }, 60_000);
    afterAll(() => coverage?.stop());

    it('is refused in the second where it comes before the first', async () => {
      const second = await decide([`,${PAIR},recode,${SECOND},${THIRD},2021-06-01,add`]);
      expect(second.status).toBe(200);
      const first = await decide([`,${PAIR},recode,${FIRST},${SECOND},2021-03-01,add`]);
      expect(first.body.errors.map(({ code }) => code)).toEqual(['overlapping-validity']);
      const fits = await decide([`,${PAIR},recode,${FIRST},${SECOND},2021-06-01,add`]);
      expect(fits.status).toBe(200);
      expect(await unitOn(coverage, SECOND, '2021-05-31')).toBe('康什维尔村委会');
      expect(await unitOn(coverage, SECOND, '2021-06-01')).toBe('库勒村委会');
    });
  });
});
