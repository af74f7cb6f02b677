import { waitUntil } from '@youlu/testing';
import { REAL_REGISTER, type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { SMALL_REGISTER_CSV } from '../testing/small-worlds';
import { exportsMaxFromEnv } from '../long-lists/long-lists.config';
import { EvidenceExport } from './evidence-export.query';

/** Far more than streams hold between the database and a reader that does not read. */
const LINKS = 100_000;

describe('the lists that figures are made of', () => {
  let coverage: RunningCoverage;

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.post('/v1/registers', { ...REAL_REGISTER, csv: SMALL_REGISTER_CSV });
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('guard free texts against spreadsheet programs, and leave other texts and empty ones alone', async () => {
    const sources = ['=HYPERLINK("http://x")', '+1', '-1', '@a', '＝1', '申报表 =1'];
    const declarations = sources.map((source, i) => ({
      declarationId: `d-${i}`,
      unitCode: '653024200201',
      indicator: 'village-express',
      from: '2020-01-01',
      source,
    }));
    const { body } = await coverage.post<{ rejected: number }>('/v1/declarations', {
      declarations,
    });
    expect(body.rejected).toBe(0);
    const { text } = await coverage.get('/v1/evidence-export/declarations');
    const [header = '', ...lines] = text.trim().split('\n');
    expect(header.split(',')).toContain('source');
    expect(lines.map((line) => /,("?'?[=+\-@＝申].*?),[tf],\d+$/.exec(line)?.[1])).toEqual([
      `"'=HYPERLINK(""http://x"")"`,
      `'+1`,
      `'-1`,
      `'@a`,
      `'＝1`,
      '申报表 =1',
    ]);
  });

  it('are read by few at once: who comes when all places are taken is told when to come again', async () => {
    await coverage.db.transaction((tx) =>
      tx.execute(
        `INSERT INTO parcel_links SELECT 'linked-' || i, 'principal', 1
         FROM generate_series(1, ${LINKS}) i`,
      ),
    );
    const lists = coverage.app.get(EvidenceExport, { strict: false });
    const slow = Array.from({ length: exportsMaxFromEnv({}) }, () => lists.read('links'));
    const path = '/v1/evidence-export/rulings';
    const refused = await coverage.app.inject({ url: path, headers: { host: '127.0.0.1' } });
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('30');
    expect(refused.json()).toMatchObject({ code: 'coverage.export.busy' });
    const signals = `/v1/coverage/signals?signal=second-charge&unit=653024&from=2020-09-07&to=2020-09-20`;
    const csv = { accept: 'text/csv' };
    expect((await coverage.get(signals, csv)).status).toBe(429); // a list like these
    expect((await coverage.get(signals)).status).toBe(200);
    expect((await coverage.get('/v1/evidence-export')).status).toBe(200);
    slow[0]?.on('error', () => undefined).destroy();
    const isFree = async () => (await coverage.get(path)).status === 200;
    await waitUntil(isFree, 10_000, 'a place to be free');
    let bytes = 0;
    for await (const chunk of slow[1] as AsyncIterable<Buffer>) bytes += chunk.length;
    expect(bytes).toBeGreaterThan(LINKS * 10);
    await waitUntil(isFree, 10_000, 'the other place to be free');
  });

  it('are read one after the other in one place', async () => {
    for (let i = 0; i < 20; i++) {
      expect([i, (await coverage.get('/v1/evidence-export/rulings')).status]).toEqual([i, 200]);
    }
  });

  it('say how many readers there may be', () => {
    expect(exportsMaxFromEnv({ EVIDENCE_EXPORTS_MAX: '7' })).toBe(7);
    expect(() => exportsMaxFromEnv({ EVIDENCE_EXPORTS_MAX: '0' })).toThrow('1 to 100');
  });
});
