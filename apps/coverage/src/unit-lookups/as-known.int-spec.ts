import { isZhEn } from '@youlu/vocabulary';
import { loadConfirmed, type RunningCoverage, startCoverage } from '../testing/running-coverage';

type Told = { status: number; body: unknown };
type Unit = { unitId: string; code: string; name: string; validTo: string | null };
type Page = { items: (Unit & { path?: { name: string }[] })[] };
type Changes = { items: { changeId: string }[] };
type Problem = { code: string; field: string; detail: string };

const EDITION = { name: '名录', source: 'made up', licence: 'none' };
const BY = { decidedBy: '克州民政局', document: '克民发〔2021〕3号' };
const [GONE, NEW, TOWN, NEXT] = ['653024200200', '653024201200', '653024200', '653024201'];
const HEAD = ['code,name', '65,区', '6530,克州', '653024,乌恰县', `${TOWN},黑孜苇乡`];
const VILLAGES = ['康什维尔', '坎久干', '阿依布拉克', '江吉尔', '也克铁热克', '昆都'];
const others = VILLAGES.map((name, i) => `${TOWN}20${i + 1},${name}村委会`);
const csvOf = (...rows: string[]) => [...HEAD, ...rows].join('\n');
const EDITIONS = {
  '2020-06-30': csvOf(`${NEXT},托云乡`, `${GONE},库勒村委会`, ...others),
  /** The first village is gone, and one that nobody knows has its place in the next township. */
  '2021-10-31': csvOf(`${NEXT},托云乡`, ...others, `${NEW},伊尔克什坦村委会`),
  /** The next township is a town, and its village has another name. */
  '2022-10-31': csvOf(`${NEXT},托云镇`, ...others, `${NEW},伊尔克什坦口岸社区居委会`),
  /** Comes between two that were loaded before it: one village was not there yet. */
  '2021-01-31': csvOf(`${NEXT},托云乡`, `${GONE},库勒村委会`, ...others.slice(1)),
};

/** Before the village moved, between that and the edition that tells of it, after it, and today. */
const DAYS = ['2020-09-27', '2021-05-01', '2021-11-01', ''];
const PATHS = [
  ...[GONE, NEW, NEXT, `${TOWN}201`].flatMap((code) => on(`/v1/units/${code}`)),
  ...[TOWN, NEXT, '6530', GONE].flatMap((code) => on(`/v1/units/${code}/children`)),
  ...on(`/v1/units/${TOWN}/children`, 'limit=1'),
  ...['伊尔克什坦', '伊尔克什坦口岸', '库勒村', '托云', '康什维尔村民委员会'].flatMap((name) =>
    on('/v1/units', `name=${encodeURIComponent(name)}`),
  ),
  ...on('/v1/units', `name=${encodeURIComponent('伊尔克什坦')}&within=${NEXT}&limit=1`),
  ...[GONE, NEW, NEXT].flatMap((code) => [`/v1/units/${code}/today`, `/v1/units/${code}/life`]),
  '/v1/registers',
];

const FUTURE = `knownAt=${new Date(Date.now() + 3_600_000).toISOString()}`;

function on(path: string, more = ''): string[] {
  return DAYS.map((day) => asking(asking(path, more), day && `asOf=${day}`));
}

function asking(path: string, more: string): string {
  return more ? `${path}${path.includes('?') ? '&' : '?'}${more}` : path;
}

describe('units as they were known', () => {
  let coverage: RunningCoverage;
  const recorded: { knownAt: string; told: Told[] }[] = [];
  const load = async (registerDate: keyof typeof EDITIONS) => {
    const register = { ...EDITION, registerDate, csv: EDITIONS[registerDate] };
    expect((await loadConfirmed(coverage, register)).status).toBe(201);
  };
  /** What is said, and of a refusal which it is: its words may name the day on which it was made. */
  const tell = async (path: string): Promise<Told> => {
    const { status, body } = await coverage.get<{ code: string }>(path);
    return { status, body: status === 200 ? body : body.code };
  };
  const tellAll = async (more = '') => {
    const told: Told[] = [];
    for (const path of PATHS) told.push(await tell(asking(path, more)));
    return told;
  };
  const record = async () => {
    const knownAt = `knownAt=${new Date().toISOString()}`;
    recorded.push({ knownAt, told: await tellAll() });
  };
  const get = async <Body>(path: string) => (await coverage.get<Body>(path)).body;

  beforeAll(async () => {
    coverage = await startCoverage();
    await record(); // when nothing was loaded
    await load('2020-06-30');
    await record();
    await load('2021-10-31');
    await record();
    const { items } = await get<Changes>('/v1/changes?earlier=2020-06-30&kind=abolish');
    const correction = { ...BY, kind: 'transfer', from: [GONE], to: [NEW] };
    const path = `/v1/changes/${items[0]?.changeId}/correct`;
    const corrected = await coverage.post(path, { ...correction, effectiveOn: '2021-03-01' });
    expect(corrected.status).toBe(200);
    await record();
    await load('2022-10-31');
    await record();
    await load('2021-01-31');
    await record();
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('are told as they were before each register and the correction of lineage', async () => {
    for (const { knownAt, told } of recorded) {
      expect(await tellAll(knownAt)).toEqual(told);
    }
  }, 60_000);

  it('were another answer each time', () => {
    const said = recorded.map(({ told }) => JSON.stringify(told));
    expect(new Set(said).size).toBe(recorded.length);
  });

  it('have the days and ids of then: of a village before and after it was found to have moved', async () => {
    const [, , before, after] = recorded.map(({ knownAt }) => knownAt);
    const on = async (code: string, asOf: string, when = '') =>
      get<Unit>(`/v1/units/${code}?asOf=${asOf}&${when}`);
    expect((await on(GONE, '2020-09-27', before)).validTo).toBe('2021-10-31');
    expect((await on(GONE, '2020-09-27', after)).validTo).toBe('2021-03-01');
    expect((await on(NEW, '2021-11-01', before)).unitId).toBe(`${NEW}@2021-10-31`);
    expect((await on(NEW, '2021-11-01', after)).unitId).toBe(`${GONE}@2020-06-30`);
    const inNext = async (when: string) =>
      (await get<Page>(`/v1/units/${NEXT}/children?asOf=2021-05-01&${when}`)).items;
    expect(await inNext(before ?? '')).toEqual([]);
    expect((await inNext(after ?? '')).map(({ code }) => code)).toEqual([NEW]);
  });

  it('lie in what it was called then, in the newest register of then', async () => {
    const [, , , before, after] = recorded.map(({ knownAt }) => knownAt);
    const found = async (when: string) => {
      const { items } = await get<Page>(`/v1/units?name=${encodeURIComponent('伊尔克')}&${when}`);
      return items.map(({ name, path }) => [name, path?.at(-1)?.name]);
    };
    expect(await found(before ?? '')).toEqual([['伊尔克什坦村委会', '托云乡']]);
    expect(await found(after ?? '')).toEqual([['伊尔克什坦口岸社区居委会', '托云镇']]);
  });

  it.each(PATHS.filter((path) => !path.includes('asOf')))(
    'cannot be told as known in the future: %s',
    async (path) => {
      const { status, body } = await coverage.get<Problem>(asking(path, FUTURE));
      expect([status, body.code]).toEqual([400, 'coverage.known-at.in-future']);
    },
  );

  it('say that nothing had been loaded by then, not that nothing is', async () => {
    const path = `/v1/units/${GONE}?knownAt=2020-01-01T00:00:00Z`;
    const { status, body } = await coverage.get<Problem>(path);
    expect([status, body.code, body.field]).toEqual([
      404,
      'coverage.register.none-in-force',
      'knownAt',
    ]);
    expect(isZhEn(body.detail)).toBe(true);
  });
});
