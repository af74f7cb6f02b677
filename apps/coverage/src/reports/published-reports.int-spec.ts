import { question, tellSmallCounty, VILLAGES_OF } from '../testing/report-world';
import { type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { JudgedSetsOf } from './judged-sets.query';
import type { RecomputationAnswer, ReportItem } from './report-answers.dto';

type Problem = {
  code: string;
  detail: string;
  field?: string;
  missing?: string[];
  publishedSince?: string[];
};
const BY = { organisation: '某州邮政管理局' };

describe('a report that is to be published', () => {
  let coverage: RunningCoverage;
  const post = (path: string, body: object) => coverage.post<ReportItem & Problem>(path, body);
  const freeze = async (more: object = {}): Promise<ReportItem> => {
    const { status, body } = await post('/v1/reports', question(more));
    expect(status).toBe(201);
    return body;
  };
  const publish = async ({ reportId }: ReportItem): Promise<ReportItem> => {
    expect((await post(`/v1/reports/${reportId}/review`, BY)).status).toBe(200);
    const { status, body } = await post(`/v1/reports/${reportId}/publish`, BY);
    expect(status).toBe(200);
    return body;
  };
  const execute = (sql: string, params: unknown[] = []) =>
    coverage.db.transaction((tx) => tx.execute(sql, params));

  beforeAll(async () => {
    coverage = await startCoverage();
    await tellSmallCounty(coverage);
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('is not published when it differs since it was reviewed, and is then set aside', async () => {
    const { reportId } = await freeze({ unit: '653024', knownAt: '2020-10-02T00:00:00+08:00' });
    expect((await post(`/v1/reports/${reportId}/review`, BY)).status).toBe(200);
    await execute(
      `INSERT INTO declarations (declaration_id, unit_code, indicator, valid_from, source, simulated,
                                 recorded_at)
       VALUES ('later', $1, 'village-express', '2020-01-01', 'x', false, 0)`,
      [VILLAGES_OF('653024')[1]],
    );
    const refused = await post(`/v1/reports/${reportId}/publish`, BY);
    expect([refused.status, refused.body.code]).toEqual([409, 'coverage.report.differs']);
    expect(refused.body.detail).toContain('不予发布');
    expect(refused.body.detail).toContain('653024100201');
    const set = await post(`/v1/reports/${reportId}/discard`, { ...BY, why: '迟到的申报' });
    expect([set.status, set.body.state]).toEqual([200, 'discarded']);
  });

  it('is published without those below it only by whoever names them', async () => {
    const asked = { asOf: '2020-09-24' };
    const county = await publish(await freeze(asked));
    const { reportId, membersMissing } = await freeze({ ...asked, unit: '6530' });
    expect(membersMissing).toEqual(['653024']);
    await post(`/v1/reports/${reportId}/review`, BY);
    const publishing = (more: object) =>
      post(`/v1/reports/${reportId}/publish`, { ...BY, ...more });
    for (const without of [{}, { withoutMembers: [county.place.code] }]) {
      const { status, body } = await publishing(without);
      expect([status, body.code]).toEqual([409, 'coverage.report.members-missing']);
      expect([body.field, body.missing]).toEqual(['withoutMembers', ['653024']]);
    }
    const published = await publishing({ withoutMembers: ['653024'] });
    expect([published.status, published.body.state]).toEqual([200, 'published']);
    const { body } = await coverage.get<{ items: { detail: string }[] }>(
      `/v1/audit?subject=report&subjectId=${reportId}`,
    );
    expect(JSON.parse(body.items.at(-1)?.detail ?? '')).toMatchObject({
      withoutMembers: ['653024'],
    });
  });

  it('waits for none below it that was published since it was frozen', async () => {
    const asked = { asOf: '2020-09-23' };
    const { reportId, membersMissing } = await freeze({ ...asked, unit: '6530' });
    expect(membersMissing).toEqual(['653023', '653024']);
    await post(`/v1/reports/${reportId}/review`, BY);
    await publish(await freeze(asked));
    const refused = await post(`/v1/reports/${reportId}/publish`, BY);
    expect([refused.body.missing, refused.body.publishedSince]).toEqual([['653024'], ['653023']]);
    await publish(await freeze({ ...asked, unit: '653024' }));
    expect((await post(`/v1/reports/${reportId}/publish`, BY)).status).toBe(200);
  });

  it('says where it differs, though it be only in the name of a place', async () => {
    const judged = coverage.app.get(JudgedSetsOf, { strict: false });
    const read = jest.spyOn(judged, 'read');
    const sets = await judged.read({
      indicator: 'village-express',
      place: '653023',
      asOf: '2020-09-27',
      knownAt: Date.now(),
      denominator: 'strict-2020',
    });
    const [county, ...others] = sets.places;
    if (county === undefined) throw new Error('no place');
    read.mockResolvedValueOnce({ ...sets, places: [{ ...county, name: '旧县' }, ...others] });
    const { reportId } = await freeze();
    read.mockRestore();
    const { body } = await coverage.get<RecomputationAnswer>(
      `/v1/reports/${reportId}/recomputation`,
    );
    expect(body).toMatchObject({ isEqual: false, differing: 0, places: { differing: 1 } });
    const tally = expect.objectContaining({ denominator: 4 }) as object;
    expect(body.places.first).toEqual([
      {
        code: '653023',
        frozen: { name: '旧县', level: 'county', tally },
        now: { name: '甲县', level: 'county', tally },
      },
    ]);
    const refused = await post(`/v1/reports/${reportId}/review`, BY);
    expect([refused.body.code, refused.body.detail]).toEqual([
      'coverage.report.differs',
      expect.stringContaining('0 units and 1 places (653023)'),
    ]);
  });

  it('says of a unit that differs whether a simulation made it', async () => {
    const { reportId } = await freeze({ asOf: '2020-09-22' });
    const [village] = VILLAGES_OF('653023');
    const mark = (simulated: boolean) =>
      execute(`UPDATE declarations SET simulated = $2 WHERE unit_code = $1`, [village, simulated]);
    await mark(true);
    const { body } = await coverage.get<RecomputationAnswer>(
      `/v1/reports/${reportId}/recomputation`,
    );
    await mark(false);
    expect(body.first).toMatchObject([
      { code: village, frozen: { simulated: false }, now: { simulated: true } },
    ]);
  });
});
