import { createHash } from 'node:crypto';
import { MessagingStatus } from '@youlu/messaging';
import { canonicalJson } from '@youlu/vocabulary';
import { declareExpress, question, tellSmallCounty, VILLAGES_OF } from '../testing/report-world';
import { type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { JudgedSetsOf } from './judged-sets.query';
import type { RecomputationAnswer, ReportItem } from './report-answers.dto';

type Problem = { code: string; detail: string; field?: string };
const BY = { organisation: '某州邮政管理局' };

describe('a frozen report', () => {
  let coverage: RunningCoverage;
  const post = (path: string, body: object) => coverage.post<ReportItem & Problem>(path, body);
  const freeze = async (more: object = {}): Promise<ReportItem> => {
    const { status, body } = await post('/v1/reports', question(more));
    expect(status).toBe(201);
    return body;
  };
  const publish = async ({ reportId, membersMissing }: ReportItem): Promise<ReportItem> => {
    expect((await post(`/v1/reports/${reportId}/review`, BY)).status).toBe(200);
    const without = { withoutMembers: membersMissing };
    const { status, body } = await post(`/v1/reports/${reportId}/publish`, { ...BY, ...without });
    expect(status).toBe(200);
    return body;
  };
  const everything = async (reportId: string): Promise<string> => {
    const sql = (table: string) =>
      `SELECT to_jsonb(t)::text AS row FROM ${table} t WHERE report_id = $1 ORDER BY 1`;
    const reports = await coverage.db.query(sql('reports'), [reportId]);
    return JSON.stringify([reports, await coverage.db.query(sql('report_rows'), [reportId])]);
  };
  const execute = (sql: string, params: unknown[] = []) =>
    coverage.db.transaction((tx) => tx.execute(sql, params));

  beforeAll(async () => {
    coverage = await startCoverage();
    await tellSmallCounty(coverage);
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('says what was asked, on what, by whom, and counts as the rates do', async () => {
    const report = await freeze();
    expect(report).toMatchObject({
      state: 'draft',
      place: { code: '653023', name: '甲县', level: 'county' },
      question: {
        indicator: 'village-express',
        edition: '2020',
        denominator: 'strict-2020',
        registerDate: '2020-06-30',
        asOf: '2020-09-27',
        place: '653023',
      },
      organisation: '某县邮政管理局',
      tally: { denominator: 4, declared: 3, observed: 0, declaredOnly: 3, notServed: 1 },
      units: 4,
      observedPercent: '0.00',
      declaredPercent: '75.00',
    });
    expect(Object.keys(report.code.rules).length).toBeGreaterThan(5);
    const { body } = await coverage.get<{ items: object[] }>(
      '/v1/coverage/rates?indicator=village-express&level=county&unit=653023&asOf=2020-09-27',
    );
    const { measured, ...counts } = report.tally;
    expect(body.items[0]).toMatchObject({ ...counts, measured: { numerator: measured } });
  });

  it('has the hash of its canonical JSON, as anybody can put it together', async () => {
    const { reportId, sha256, resultSha256 } = await freeze({ unit: '6530' });
    const rows = await coverage.db.query<{ part: string; text: string }>(
      `SELECT part, text FROM report_rows WHERE report_id = $1 ORDER BY ordinal`,
      [reportId],
    );
    const [kept] = await coverage.db.query<{ header: string }>(
      `SELECT header FROM reports WHERE report_id = $1`,
      [reportId],
    );
    const list = (part: string): unknown => {
      const texts = rows.filter((row) => row.part === part).map(({ text }) => text);
      return JSON.parse(`[${texts.join(',')}]`);
    };
    const lists = { places: list('places'), units: list('units') };
    const hash = (value: unknown) =>
      createHash('sha256').update(canonicalJson(value)).digest('hex');
    expect(hash(lists)).toBe(resultSha256);
    expect(hash({ ...(JSON.parse(kept?.header ?? '') as object), ...lists })).toBe(sha256);
    expect(lists.units).toHaveLength(8);
  });

  it('goes from draft over reviewed to published, and no other way', async () => {
    const { reportId } = await freeze();
    const early = await post(`/v1/reports/${reportId}/publish`, BY);
    expect([early.status, early.body.code]).toEqual([409, 'coverage.report.state']);
    const freezer = { organisation: '某县 邮政管理局' };
    const own = await post(`/v1/reports/${reportId}/review`, freezer);
    expect([own.status, own.body.code]).toEqual([409, 'coverage.report.own']);
    const reviewed = await post(`/v1/reports/${reportId}/review`, BY);
    expect(reviewed.body).toMatchObject({ state: 'reviewed', reviewed: { by: BY.organisation } });
    expect((await post(`/v1/reports/${reportId}/review`, BY)).status).toBe(409);
    const published = await post(`/v1/reports/${reportId}/publish`, BY);
    expect(published.body).toMatchObject({
      state: 'published',
      published: { by: BY.organisation },
    });
    const gone = await post(`/v1/reports/${reportId}/discard`, { ...BY, why: '有误' });
    expect(gone.status).toBe(409);
    const { body } = await coverage.get<{ items: { step: string }[] }>(
      `/v1/audit?subject=report&subjectId=${reportId}`,
    );
    expect(body.items.map(({ step }) => step)).toEqual(['freeze', 'review', 'publish']);
  });

  it('is not reviewed when the recomputation differs, and says where', async () => {
    const { reportId } = await freeze({ unit: '653024', knownAt: '2020-10-01T00:00:00+08:00' });
    // A fact that had been recorded before knownAt, and only arrives now.
    await execute(
      `INSERT INTO declarations (declaration_id, unit_code, indicator, valid_from, source, simulated,
                                 recorded_at)
       VALUES ('late', $1, 'village-express', '2020-01-01', 'x', false, 0)`,
      [VILLAGES_OF('653024')[0]],
    );
    const refused = await post(`/v1/reports/${reportId}/review`, BY);
    expect([refused.status, refused.body.code]).toEqual([409, 'coverage.report.differs']);
    expect(refused.body.detail).toContain('653024001201');
    const { body } = await coverage.get<RecomputationAnswer>(
      `/v1/reports/${reportId}/recomputation`,
    );
    expect(body).toMatchObject({ isEqual: false, differing: 1 });
    expect(body.first).toMatchObject([
      { code: '653024001201', frozen: { state: 'unknown' }, now: { state: 'declared-only' } },
    ]);
    const set = await post(`/v1/reports/${reportId}/discard`, { ...BY, why: '迟到的申报' });
    expect(set.body.state).toBe('discarded');
  });

  it('is recomputed from what is stored, whatever was kept for the rates of its region', async () => {
    const { reportId, question: asked } = await freeze({ unit: '65', asOf: '2020-09-25' });
    const rates = `/v1/coverage/rates?indicator=village-express&level=region&unit=65&asOf=2020-09-25`;
    const knownAt = encodeURIComponent(asked.knownAt);
    expect((await coverage.get(`${rates}&knownAt=${knownAt}`)).status).toBe(200);
    await execute(
      `INSERT INTO declarations (declaration_id, unit_code, indicator, valid_from, source, simulated,
                                 recorded_at)
       VALUES ('by-hand', $1, 'village-express', '2020-01-01', 'x', false, 0)`,
      [VILLAGES_OF('659001')[0]],
    );
    const { body } = await coverage.get<RecomputationAnswer>(
      `/v1/reports/${reportId}/recomputation`,
    );
    expect(body).toMatchObject({ isEqual: false, differing: 1 });
    const refused = await post(`/v1/reports/${reportId}/review`, BY);
    expect([refused.status, refused.body.code]).toEqual([409, 'coverage.report.differs']);
    await execute(`DELETE FROM declarations WHERE declaration_id = 'by-hand'`);
  });

  it('names the published reports below it, those missing, and where they disagree', async () => {
    const county = await publish(await freeze());
    const before = await freeze({ unit: '6530' });
    expect(before.members).toMatchObject([
      { reportId: county.reportId, sha256: county.sha256, code: '653023', ownTally: null },
    ]);
    expect(before.membersMissing).toEqual(['653024']);
    await declareExpress(coverage, VILLAGES_OF('653023').slice(3));
    const after = await freeze({ unit: '6530' });
    expect(after.members).toMatchObject([
      { tally: { declared: 3, notServed: 1 }, ownTally: { declared: 4, notServed: 0 } },
    ]);
    const prefecture = await publish(after);
    const region = await freeze({ unit: '65' });
    expect(region.members.map(({ reportId }) => reportId)).toEqual([prefecture.reportId]);
    expect(region.membersMissing).toEqual(['6590']);
    const otherDay = await freeze({ unit: '65', asOf: '2020-09-26' });
    expect(otherDay.members).toEqual([]);
  });

  it('names of two published reports below it the one that knew more, whichever came last', async () => {
    const asked = { asOf: '2020-09-20' };
    const late = await freeze({ ...asked, knownAt: '2020-11-01T00:00:00+08:00' });
    const early = await freeze({ ...asked, knownAt: '2020-10-01T00:00:00+08:00' });
    await publish(late);
    await publish(early);
    const { members } = await freeze({ ...asked, unit: '6530' });
    expect(members.map(({ reportId }) => reportId)).toEqual([late.reportId]);
  });

  it('is judged once for a key, however often freezing and reviewing are sent', async () => {
    const judged = jest.spyOn(coverage.app.get(JudgedSetsOf, { strict: false }), 'read');
    const settled = jest.spyOn(coverage.app.get(MessagingStatus, { strict: false }), 'settled');
    const key = { 'idempotency-key': 'freeze-once' };
    const first = await coverage.post<ReportItem>('/v1/reports', question(), key);
    const calls = [judged.mock.calls.length, settled.mock.calls.length];
    expect(calls).toEqual([1, 1]);
    const again = await coverage.post<ReportItem>('/v1/reports', question(), key);
    expect([again.status, again.text]).toEqual([201, first.text]);
    const path = `/v1/reports/${first.body.reportId}/review`;
    const reviewed = await coverage.post(path, BY, { 'idempotency-key': 'review-once' });
    const twice = await coverage.post(path, BY, { 'idempotency-key': 'review-once' });
    expect([twice.status, twice.text]).toEqual([200, reviewed.text]);
    expect([judged.mock.calls.length, settled.mock.calls.length]).toEqual([2, 1]);
    const other = await coverage.post<Problem>('/v1/reports', question({ unit: '65' }), key);
    expect([other.status, other.body.code]).toEqual([422, 'request.key-reused']);
    judged.mockRestore();
    settled.mockRestore();
  });

  it('stays as it is, whatever is told later', async () => {
    const { reportId } = await publish(await freeze({ unit: '65' }));
    const [rows, item] = [
      await everything(reportId),
      await coverage.get(`/v1/reports/${reportId}`),
    ];
    await declareExpress(coverage, [...VILLAGES_OF('653024'), ...VILLAGES_OF('659001')].slice(1));
    const { tally } = await freeze({ unit: '65' });
    expect(tally.declared).toBeGreaterThan((item.body as ReportItem).tally.declared);
    expect(await everything(reportId)).toBe(rows);
    expect((await coverage.get(`/v1/reports/${reportId}`)).text).toBe(item.text);
  });

  it.each([
    ['another state', `UPDATE reports SET state = 'draft' WHERE report_id = $1`],
    ['another hash', `UPDATE reports SET sha256 = 'x' WHERE report_id = $1`],
    ['other rows', `UPDATE report_rows SET text = '' WHERE report_id = $1`],
    ['fewer rows', `DELETE FROM report_rows WHERE report_id = $1`],
    ['more rows', `INSERT INTO report_rows VALUES ($1, 'units', 99, '', '[]')`],
    ['no report', `DELETE FROM reports WHERE report_id = $1`],
  ])('is kept by the database from getting %s', async (_what, sql) => {
    const { reportId } = await publish(await freeze({ asOf: '2020-09-01' }));
    const before = await everything(reportId);
    await expect(execute(sql, [reportId])).rejects.toThrow(/stays as it is|never|rows come before/);
    expect(await everything(reportId)).toBe(before);
  });

  it('is kept by the database from being edited while it is a draft', async () => {
    const { reportId } = await freeze();
    await expect(
      execute(`UPDATE reports SET header = '{}' WHERE report_id = $1`, [reportId]),
    ).rejects.toThrow('frozen: only its state moves');
  });

  it.each([
    ['a telephone', { purpose: '请联系 138 0000 0000' }, 'coverage.text.personal', 'purpose'],
    [
      'an identity',
      { organisation: '６５０１０１１９９００１０１１２３Ｘ' },
      'coverage.text.personal',
      'organisation',
    ],
    ['a township', { unit: '653023100' }, 'coverage.report.place', 'unit'],
    [
      'a day to come',
      { knownAt: '2199-01-01T00:00:00+08:00' },
      'coverage.report.known-at',
      'knownAt',
    ],
    ['a day after today', { asOf: '2199-01-01' }, 'coverage.report.as-of', 'asOf'],
    [
      'a day after all that was known',
      { knownAt: '2020-09-26T23:59:59.999+08:00' },
      'coverage.report.as-of',
      'asOf',
    ],
    ['an unknown place', { unit: '653099' }, 'coverage.unit.unknown', 'unit'],
    [
      'an unknown register',
      { registerDate: '2020-06-29' },
      'coverage.register.unknown',
      'registerDate',
    ],
    ['no such window', { windowDays: 0 }, 'request.invalid', 'windowDays'],
    ['no such edition', { edition: '1999' }, 'coverage.edition.unknown', 'edition'],
    ['no organisation', { organisation: '' }, 'request.invalid', 'organisation'],
  ])('is not made of %s', async (_what, change, code, field) => {
    const { status, body } = await post('/v1/reports', question(change));
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.code).toBe(code);
    expect(body.field).toBe(field);
  });

  it('that nobody knows is not found', async () => {
    const { status, body } = await coverage.get<Problem>('/v1/reports/none');
    expect([status, body.code]).toEqual([404, 'coverage.report.unknown']);
  });
});
