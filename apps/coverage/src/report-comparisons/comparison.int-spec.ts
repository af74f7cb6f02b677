import { startOfDay } from '@youlu/vocabulary';
import {
  causes,
  type Comparison,
  comparisonOf,
  freezeAfter,
  settle,
} from '../testing/compared-reports';
import { tellDelivered } from '../testing/delivered-parcel';
import { declareExpress, tellSmallCounty, VILLAGES_OF } from '../testing/report-world';
import {
  loadConfirmed,
  REAL_REGISTER,
  type RunningCoverage,
  startCoverage,
} from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';
import { JudgedFactsOf } from './judged-facts.query';

const [V1 = '', V2 = '', V3 = '', V4 = ''] = VILLAGES_OF('653023');
const at = startOfDay('2020-09-20');

describe('the comparison of two reports', () => {
  let coverage: RunningCoverage;
  const freeze = (more?: object) => freezeAfter(coverage, more);
  const compare = (a: string, b: string) => comparisonOf(coverage, a, b);
  const tell = (village: string, more: object = {}) =>
    tellDelivered(coverage, {
      trackingNumber: `LX${village.slice(-6)}CN`,
      village,
      at,
      recordedAt: Date.now(),
      ...more,
    });
  const rule = (unitCode: string, verdict: string) =>
    settle(coverage, unitCode, verdict, Date.now());

  beforeEach(async () => {
    coverage = await startCoverage();
    await tellSmallCounty(coverage);
  }, 60_000);
  afterEach(() => coverage?.stop());

  it('names for each unit what moved it: declaration, evidence, correction, ruling', async () => {
    const recordedAt = Date.now();
    await tell(V3, { recordedAt });
    const a = await freeze();
    await declareExpress(coverage, [V4]);
    await tell(V1);
    await tell(V3, { version: 2, recordedAt, withdrawnAt: Date.now() });
    await rule(V2, 'not-served');
    const b = await freeze();
    const found = await compare(a, b);
    expect(causes(found)).toEqual({
      [V1]: ['new-evidence'],
      [V2]: ['challenge'],
      [V3]: ['correction'],
      [V4]: ['declaration'],
    });
    expect(found.byCause).toEqual({
      declaration: 1,
      challenge: 1,
      'new-evidence': 1,
      correction: 1,
    });
    expect(found.items.find(({ code }) => code === V2)).toMatchObject({
      before: { state: 'declared-only' },
      after: { state: 'contradicted', rule: 'settled-challenge' },
    });
    expect(causes(await compare(b, a))[V1]).toEqual(['correction']);
    expect((await compare(a, a)).items).toEqual([]);
  });

  it('names every cause of a unit that was moved more than once, one after the other', async () => {
    const a = await freeze();
    await declareExpress(coverage, [V4]);
    await tell(V4);
    const { items } = await compare(a, await freeze());
    expect(items).toHaveLength(1);
    expect(items[0]?.causes.map(({ cause, after }) => [cause, after?.state])).toEqual([
      ['declaration', 'declared-only'],
      ['new-evidence', 'observed'],
    ]);
    expect(items[0]?.causes[1]?.before).toEqual(items[0]?.causes[0]?.after);
  });

  it('tells another day, another rule and another register apart', async () => {
    await tell(V1);
    const a = await freeze();
    const later = await freeze({ asOf: '2020-10-30' });
    expect(causes(await compare(a, later))).toEqual({ [V1]: ['day'] });
    const narrow = await freeze({ windowDays: 3 });
    expect(causes(await compare(a, narrow))).toEqual({ [V1]: ['rule'] });
    const csv = SMALL_REGISTER_CSV.split('\n').filter((line) => !line.startsWith(V2));
    const loaded = await loadConfirmed(coverage, {
      ...REAL_REGISTER,
      registerDate: '2021-06-30',
      csv: csv.join('\n'),
    });
    expect([loaded.status, loaded.text]).toEqual([201, expect.any(String)]);
    const restated = await freeze({ registerDate: '2021-06-30' });
    const found = await compare(a, restated);
    expect(causes(found)[V2]).toEqual(['lineage']);
    expect(found.items.find(({ code }) => code === V2)?.after).toBeNull();
  });

  it('says so when a report no longer comes out as it was frozen', async () => {
    const a = await freeze();
    await tell(V1, { recordedAt: at + 1_000 }); // recorded in time, and on its way ever since
    expect(causes(await compare(a, await freeze()))).toEqual({ [V1]: ['unexplained'] });
  });

  it('blames a report of another program on that program, or on what came late', async () => {
    const a = await freeze();
    await tell(V1, { recordedAt: at + 1_000 });
    const [kept] = await coverage.db.query<{ header: string }>(
      `SELECT header FROM reports WHERE report_id = $1`,
      [a],
    );
    const header = JSON.parse(kept?.header ?? '') as { code: object };
    const older = JSON.stringify({
      ...header,
      code: { ...header.code, rules: { judgement: 'x' } },
    });
    await coverage.db.transaction(async (tx) => {
      await tx.execute('ALTER TABLE reports DISABLE TRIGGER USER');
      await tx.execute(`UPDATE reports SET header = $2 WHERE report_id = $1`, [a, older]);
      await tx.execute('ALTER TABLE reports ENABLE TRIGGER USER');
    });
    const found = await compare(a, await freeze());
    expect(causes(found)).toEqual({ [V1]: ['other-program'] });
  });

  it('finds a unit of which only the mark of a simulation differs', async () => {
    const a = await freeze();
    await coverage.db.transaction((tx) =>
      tx.execute(`UPDATE declarations SET simulated = true WHERE unit_code = $1`, [V1]),
    );
    const b = await freeze();
    expect((await compare(a, b)).items).toMatchObject([
      { code: V1, before: { simulated: false }, after: { simulated: true } },
    ]);
  });

  it('lays the mark of a simulation to the kind of statement that brought it', async () => {
    const a = await freeze();
    const declaration = {
      declarationId: 'd-made-up',
      unitCode: V4,
      indicator: 'village-express',
      from: '2020-01-01',
      source: '模拟',
      simulated: true,
    };
    const { status } = await coverage.post('/v1/declarations', { declarations: [declaration] });
    expect(status).toBe(200);
    const found = await compare(a, await freeze());
    expect(causes(found)).toEqual({ [V4]: ['declaration'] });
  });

  it('is refused between places of which none continues the other', async () => {
    const a = await freeze();
    for (const unit of ['653024', '6530']) {
      const other = await freeze({ unit });
      const path = `/v1/reports/${a}/comparison?with=${other}`;
      const { status, body } = await coverage.get<{ code: string; field: string }>(path);
      expect([status, body.code, body.field]).toEqual([400, 'coverage.report.other-place', 'with']);
    }
  });

  it('comes page by page without losing a unit', async () => {
    const a = await freeze();
    await rule(V1, 'not-served');
    await rule(V2, 'not-served');
    await declareExpress(coverage, [V4]);
    const b = await freeze();
    const whole = await compare(a, b);
    const reads = jest.spyOn(coverage.app.get(JudgedFactsOf, { strict: false }), 'read');
    const codes: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const path: string = `/v1/reports/${a}/comparison?with=${b}&limit=1&cursor=${cursor}`;
      const { body }: { body: Comparison } = await coverage.get<Comparison>(path);
      codes.push(...body.items.map(({ code }) => code));
      cursor = body.nextCursor;
    }
    expect(codes).toEqual(whole.items.map(({ code }) => code));
    expect(codes).toEqual([V1, V2, V4]);
    expect(reads.mock.calls.length).toBeLessThanOrEqual(6); // three pages are of one judgement
  });

  it('is given as CSV, and refused between indicators', async () => {
    const a = await freeze();
    await declareExpress(coverage, [V4]);
    const b = await freeze();
    const { text } = await coverage.get(`/v1/reports/${a}/comparison?with=${b}`, {
      accept: 'text/csv',
    });
    expect(text.split('\n')).toHaveLength(3);
    expect(text).toContain('declaration,申报');
    const mail = await freeze({ indicator: 'village-direct-mail' });
    const refused = await coverage.get<{ code: string }>(
      `/v1/reports/${a}/comparison?with=${mail}`,
    );
    expect([refused.status, refused.body.code]).toEqual([400, 'coverage.report.not-comparable']);
  });
});
