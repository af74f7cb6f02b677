import { readFileSync } from 'node:fs';
import { type RunningCoverage, startCoverage } from '../testing/running-coverage';

type Rejection = { index: number; field: string; code: string };
type Answer = { accepted: number; rejections: Rejection[]; results: { outcome: string }[] };

const docs = `${__dirname}/../../../../docs`;
const example = (file: string): Record<string, object[]> =>
  JSON.parse(readFileSync(`${docs}/example-lists/${file}.json`, 'utf8')) as Record<
    string,
    object[]
  >;
const REGISTER = {
  registerDate: '2026-01-01',
  name: '虚构名录',
  source: 'docs/example-county',
  licence: 'Apache-2.0',
};

const REGISTER_CSV = [
  'code,name,level,parent_code,kind',
  '99,云岭省（虚构）,1,,province',
  '9911,云溪地区（虚构）,2,99,prefecture',
  '991101,松石县（虚构）,3,9911,county',
  '991101100,松石镇,4,991101,town',
  '991101200,青溪乡,4,991101,township',
  '991101100201,河湾村,5,991101100,admin_village',
  '991101200201,下溪村,5,991101200,admin_village',
].join('\n');

describe('lists of one’s own', () => {
  let coverage: RunningCoverage;
  beforeAll(async () => {
    coverage = await startCoverage();
    const { status } = await coverage.post('/v1/registers', { ...REGISTER, csv: REGISTER_CSV });
    expect(status).toBe(201);
  }, 60_000);
  afterAll(() => coverage?.stop());

  it.each([
    ['/v1/coverage-targets', 'targets'],
    ['/v1/mail-prescriptions', 'prescriptions'],
  ])('are taken by %s as the examples write them, and again without effect', async (door, file) => {
    const outcomes = async () => {
      const { body } = await coverage.post<Answer>(door, example(file));
      return [body.rejections, body.results.map(({ outcome }) => outcome)];
    };
    expect(await outcomes()).toEqual([[], ['stored', 'stored']]);
    expect(await outcomes()).toEqual([[], ['unchanged', 'unchanged']]);
  });

  it('name each bad row, and keep the good ones', async () => {
    const { body } = await coverage.post<Answer>('/v1/mail-prescriptions', {
      prescriptions: [
        { ...example('prescriptions')['prescriptions']?.[0], prescriptionId: 'p-0' },
        {
          ...example('prescriptions')['prescriptions']?.[0],
          prescriptionId: 'p-1',
          visitsPerWeek: undefined,
        },
        { ...example('prescriptions')['prescriptions']?.[1], prescriptionId: 'p-2', to: undefined },
        {
          ...example('prescriptions')['prescriptions']?.[0],
          prescriptionId: 'p-3',
          unitCode: '991101999999',
        },
        { ...example('prescriptions')['prescriptions']?.[0], reason: '另一理由' },
      ],
    });
    expect([body.accepted, body.rejections.map(({ index, code }) => [index, code])]).toEqual([
      1,
      [
        [1, 'prescription.frequency-missing'],
        [2, 'prescription.closure-without-end'],
        [3, 'prescription.not-a-village'],
        [4, 'declaration.id-taken'],
      ],
    ]);
  });

  it('are counted: the targets of a list, in the township or village they lie in', async () => {
    type Page = { items: { code: string; state: string; declaredFrom: string | null }[] };
    const units = async (indicator: string) =>
      (await coverage.get<Page>(`/v1/coverage/units?indicator=${indicator}&asOf=2026-02-01`)).body;
    expect((await units('township-post-office')).items).toMatchObject([
      { code: '991101100-po-991101100', state: 'declared-only', declaredFrom: '2026-01-01' },
    ]);
    expect((await units('border-hamlet')).items).toMatchObject([{ state: 'unknown' }]);
  });

  it('and bad parameters are refused with what to send', async () => {
    const refused = async (query: string) => {
      const path = `/v1/coverage/rates?level=region&asOf=2026-02-01&${query}`;
      const { status, body } = await coverage.get<{ code: string; field?: string }>(path);
      return [status, body.code, body.field];
    };
    const wrong = 'coverage.parameter.wrong';
    expect(await refused('indicator=village-express&edition=2031')).toEqual([
      404,
      'coverage.edition.unknown',
      'edition',
    ]);
    expect(await refused('indicator=village-express&windowWeeks=2')).toEqual([
      400,
      wrong,
      'windowWeeks',
    ]);
    expect(await refused('indicator=village-direct-mail&windowWeeks=8')).toEqual([
      400,
      wrong,
      'windowWeeks',
    ]);
    expect(await refused('indicator=village-express&windowDays=3&daysNeeded=4')).toEqual([
      400,
      wrong,
      'daysNeeded',
    ]);
    expect(await refused('indicator=village-express&modes=drone')).toEqual([400, wrong, 'modes']);
    expect(await refused('indicator=village-express&baseYear=2019')).toEqual([
      404,
      'coverage.base-year.no-register',
      'baseYear',
    ]);
  });
});
