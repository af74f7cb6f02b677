import { createTestDatabase, type TestDatabase } from '@youlu/testing';
import { Client } from 'pg';
import type { Database } from '../database';
import { withDatabase } from '../pool/open-database';
import { type Projection, rebuild } from './rebuild';

const sample = { service: 'sample', entities: [], migrations: [] };
const OPTIONS = { name: 'things', dryRun: false, say: (): void => undefined };

/** `left` wrong rows, of which `mendable(round)` can be put right at once. */
class WrongRows implements Projection<number> {
  compared = 0;
  constructor(
    private left: number,
    private readonly mendable: (round: number) => number,
  ) {}

  compare(): ReturnType<Projection<number>['compare']> {
    this.compared += 1;
    const differences = Array.from({ length: this.left }, (_, i) => i);
    const kept = String(this.left);
    return Promise.resolve({ rows: 1_000, count: this.left, differences, kept, recounted: '0' });
  }

  mend(): Promise<number> {
    const mended = Math.min(this.left, this.mendable(this.compared));
    this.left -= mended;
    return Promise.resolve(mended);
  }

  describe = String;
}

describe('rebuilding a projection', () => {
  let place: TestDatabase;

  beforeAll(async () => {
    place = await createTestDatabase([sample]);
  });
  afterAll(() => place?.drop());

  const onDatabase = <T>(work: (db: Database) => Promise<T>): Promise<T> =>
    withDatabase('sample', work, { url: place.url, poolSize: 3 });
  const run = (projection: Projection<number>) =>
    onDatabase((db) => rebuild(db, projection, OPTIONS));

  /** As the server's own user, whose session is another than the service's. */
  const endHolders = async (): Promise<void> => {
    const client = new Client({ connectionString: place.url });
    await client.connect();
    await client.query(
      `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND d.datname = current_database()`,
    );
    await client.end();
  };

  it('goes on as long as there are fewer differences', async () => {
    expect(await run(new WrongRows(100, () => 1))).toEqual({ mended: 100, isEqual: true });
  });

  it('ends when what is mended comes again and again', async () => {
    const again = new WrongRows(5, () => 5);
    const mend = again.mend.bind(again);
    again.mend = () => mend().finally(() => Object.assign(again, { left: 5 }));
    expect(await run(again)).toMatchObject({ isEqual: false });
    expect(again.compared).toBeLessThan(20);
  });

  it('looks once more when there was nothing to be mended, and ends', async () => {
    const hopeless = new WrongRows(5, () => 0);
    expect(await run(hopeless)).toEqual({ mended: 0, isEqual: false });
    expect(hopeless.compared).toBe(2);
  });

  it('refuses a second run of one projection, and not one of another', async () => {
    const slow = new WrongRows(1, () => 1);
    const mend = slow.mend.bind(slow);
    let others: PromiseSettledResult<unknown>[] = [];
    slow.mend = async () => {
      others = await Promise.allSettled(
        ['things', 'others'].map((name) =>
          onDatabase((db) => rebuild(db, new WrongRows(1, () => 1), { ...OPTIONS, name })),
        ),
      );
      return mend();
    };
    expect(await run(slow)).toEqual({ mended: 1, isEqual: true });
    expect(others[0]).toMatchObject({
      reason: new Error('sample.things is being rebuilt by somebody else: try again later'),
    });
    expect(others[1]).toMatchObject({ value: { mended: 1, isEqual: true } });
    expect(await run(new WrongRows(1, () => 1))).toMatchObject({ isEqual: true });
  });

  it('writes nothing more when the session that holds the lock is gone', async () => {
    const projection = new WrongRows(3, () => 1);
    const mend = projection.mend.bind(projection);
    projection.mend = async () => {
      await endHolders();
      return mend();
    };
    await expect(run(projection)).rejects.toThrow();
    expect(projection.compared).toBe(2);
  });
});
