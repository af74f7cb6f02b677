import { recheckUnits } from '../testing/rechecked-units';
import { loadConfirmed, type RunningCoverage, startCoverage } from '../testing/running-coverage';

const HEAD = ['code,name', '65,区', '6530,克州', '653024,乌恰县', '653024200,黑孜苇乡'];
const OLD = ['653024200200,库勒村委会', '653024200201,康什维尔村委会', '653024200202,坎久干村委会'];
const NEW = [...OLD.slice(0, 2), '653024200203,坎久干村委会'];

describe('the units of a region', () => {
  let coverage: RunningCoverage;
  beforeAll(async () => {
    coverage = await startCoverage();
    for (const [registerDate, rows] of [
      ['2021-10-31', NEW],
      ['2020-06-30', OLD],
    ] as const) {
      const csv = [...HEAD, ...rows].join('\n');
      const edition = { registerDate, name: '名录', source: 'made up', licence: 'none', csv };
      expect((await loadConfirmed(coverage, edition)).status).toBe(201);
    }
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('are what editions and changes say, and are mended where they are not', async () => {
    const recheck = recheckUnits(coverage);
    expect(await recheck.compare(coverage.db)).toMatchObject({ count: 0, rows: 8 });
    await coverage.db.query(`UPDATE unit_versions SET name = '错' WHERE code = '653024200200'`);
    await coverage.db.query(`DELETE FROM unit_versions WHERE code = '653024200201'`);
    const stale = await recheck.compare(coverage.db);
    expect(stale.count).toBe(2);
    await recheck.mend(coverage.db, stale.differences);
    expect(await recheck.compare(coverage.db)).toMatchObject({ count: 0, rows: 8 });
  });
});
