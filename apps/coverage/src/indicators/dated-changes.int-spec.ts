import { startOfDay } from '@youlu/vocabulary';
import { tellDelivered } from '../testing/delivered-parcel';
import { loadConfirmed, type RunningCoverage, startCoverage } from '../testing/running-coverage';

type Units = { items: { code: string; evidenceCount: number }[]; basis: { lineage: object[] } };
type Changes = { items: { changeId: string; kind: string; from: { code: string }[] }[] };
type Days = { items: { day: string }[] };

const [FIRST, SECOND] = ['653024200201', '653024200202'];
const [EARLIER, LATER, EFFECTIVE] = ['2020-06-30', '2021-10-31', '2021-03-01'];
const HEAD = ['code,name', '65,区', '6530,克州', '653024,乌恰县', '653024200,黑孜苇乡'];
const KEPT = ['阿依布拉克', '江吉尔', '也克铁热克', '昆都'].map(
  (name, i) => `65302420030${i},${name}村委会`,
);
const EDITIONS = {
  [EARLIER]: [`${FIRST},库勒村委会`, `${SECOND},康什维尔村委会`],
  /** The first village has the code of the second, which is gone. */
  [LATER]: [`${SECOND},库勒村委会`],
};
const HOUR_MS = 3_600_000;

describe('figures over a change that took effect before the edition that lists it', () => {
  let coverage: RunningCoverage;
  let before = '';
  const evidence = async (registerDate: string, asOf: string, more = '') => {
    const path = `/v1/coverage/units?indicator=village-express&asOf=${asOf}&registerDate=${registerDate}`;
    const { body } = await coverage.get<Units>(`${path}${more}`);
    return body.items
      .filter(({ evidenceCount }) => evidenceCount > 0)
      .map(({ code, evidenceCount }) => [code, evidenceCount]);
  };

  beforeAll(async () => {
    coverage = await startCoverage();
    for (const [registerDate, rows] of Object.entries(EDITIONS)) {
      const csv = [...HEAD, ...rows, ...KEPT].join('\n');
      const edition = { registerDate, name: '名录', source: 'made up', licence: 'none', csv };
      expect((await loadConfirmed(coverage, edition)).status).toBe(201);
    }
    const told = [
      ['SECOND', SECOND, '2021-02-20'],
      ['NEW', SECOND, EFFECTIVE],
      ['OLD', FIRST, '2021-03-02'],
    ] as const;
    for (const [trackingNumber, village, day] of told) {
      const at = startOfDay(day) + HOUR_MS;
      await tellDelivered(coverage, { trackingNumber, village, at, recordedAt: at });
    }
    before = `&knownAt=${encodeURIComponent(new Date().toISOString())}`;
    await new Promise((resolve) => setTimeout(resolve, 5)); // decided later than that
    const { items } = (await coverage.get<Changes>('/v1/changes')).body;
    const lines = items
      .filter(({ kind }) => kind === 'recode' || kind === 'abolish')
      .map(({ changeId }) => `${changeId},${EFFECTIVE},accept`);
    expect(lines).toHaveLength(2);
    const csv = ['change_id,effective_on,decision', ...lines].join('\n');
    const decided = await coverage.post('/v1/changes/decisions', { decidedBy: '州局', csv });
    expect(decided.status).toBe(200);
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('count what is written under a code for the unit that has it on the day', async () => {
    const asOf = '2021-03-10';
    expect(await evidence(EARLIER, asOf)).toEqual([
      [FIRST, 2],
      [SECOND, 1],
    ]);
    expect(await evidence(LATER, asOf)).toEqual([[SECOND, 2]]);
    expect(await evidence(EARLIER, '2021-02-28')).toEqual([[SECOND, 1]]);
    expect(await evidence(LATER, '2021-02-28')).toEqual([]);
  });

  it('count as before where it was not known yet on which day that was', async () => {
    expect(await evidence(EARLIER, '2021-03-10', before)).toEqual([
      [FIRST, 1],
      [SECOND, 2],
    ]);
  });

  it('lead to the same days, and name each register once', async () => {
    const days = async (code: string, registerDate: string) => {
      const path = `/v1/coverage/village-days/${code}?from=2021-02-01&to=2021-03-10`;
      const { body } = await coverage.get<Days>(`${path}&registerDate=${registerDate}`);
      return body.items.map(({ day }) => day);
    };
    expect(await days(FIRST, EARLIER)).toEqual([EFFECTIVE, '2021-03-02']);
    expect(await days(SECOND, EARLIER)).toEqual(['2021-02-20']);
    expect(await days(SECOND, LATER)).toEqual([EFFECTIVE, '2021-03-02']);
    const path = `/v1/coverage/units?indicator=village-express&asOf=2021-03-10&registerDate=${LATER}`;
    const { basis } = (await coverage.get<Units>(path)).body;
    expect(basis.lineage).toMatchObject([{ register: EARLIER, byKind: { recode: 1 } }]);
  });
});
