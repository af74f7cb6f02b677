import { type RunningCoverage, startCoverage } from '../testing/running-coverage';
import { RulingsInForce } from './rulings-in-force.query';

const RULINGS = [
  // challenge, unit, indicator, verdict, from, to, recorded
  ['c-1', '653024200201', 'village-express', 'not-served', '2020-09-01', '2020-12-01', 100],
  ['c-2', '653024200201', 'village-express', 'served', '2020-10-01', '2020-11-01', 200],
  ['c-3', '653024200202', 'village-express', 'not-served', '2020-09-01', '2020-12-01', 100],
  ['c-4', '653024200201', 'village-direct-mail', 'not-served', '2020-09-01', '2020-12-01', 100],
  ['c-5', '659001100201', 'village-express', 'not-served', '2020-09-01', '2020-12-01', 100],
] as const;

describe('rulings in force', () => {
  let coverage: RunningCoverage;
  const on = async (place: string, asOf: string, knownAt?: number) => {
    const rulings = coverage.app.get(RulingsInForce, { strict: false });
    const found = await rulings.on('village-express', place, asOf, knownAt);
    return found.map(({ challengeId }) => challengeId);
  };

  beforeAll(async () => {
    coverage = await startCoverage();
    await coverage.db.transaction((tx) =>
      tx.insertMany(
        'rulings',
        {
          challenge_id: 'text',
          unit_code: 'text',
          indicator: 'text',
          verdict: 'text',
          valid_from: 'date',
          valid_to: 'date',
          recorded_at: 'int8',
          simulated: 'bool',
        },
        RULINGS.map((row) => [...row, false]),
      ),
    );
  }, 60_000);
  afterAll(() => coverage?.stop());

  it('are of the place, the indicator and the day asked about, the newest of each code first', async () => {
    expect(await on('6530', '2020-09-01')).toEqual(['c-1', 'c-3']);
    expect(await on('', '2020-09-01')).toEqual(['c-1', 'c-3', 'c-5']);
    expect(await on('653024200201', '2020-10-01')).toEqual(['c-2', 'c-1']);
    expect(await on('6530', '2020-08-31')).toEqual([]);
    expect(await on('6530', '2020-12-01')).toEqual([]);
  });

  it('are those that were known: a later one does not reach back', async () => {
    expect(await on('6530', '2020-10-01', 99)).toEqual([]);
    expect(await on('6530', '2020-10-01', 199)).toEqual(['c-1', 'c-3']);
    expect(await on('6530', '2020-10-01', 200)).toEqual(['c-2', 'c-1', 'c-3']);
  });

  it('cannot be changed or deleted', async () => {
    for (const sql of [`UPDATE rulings SET verdict = 'served'`, 'DELETE FROM rulings']) {
      await expect(coverage.db.transaction((tx) => tx.execute(sql))).rejects.toThrow(
        'rows of rulings are added, never changed and never deleted',
      );
    }
  });
});
