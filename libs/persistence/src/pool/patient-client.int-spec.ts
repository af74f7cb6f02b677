import { setTimeout as sleep } from 'node:timers/promises';
import { type TestDatabase, createTestDatabase } from '@youlu/testing';
import type { Database } from '../database';
import { isDatabaseUnavailable } from '../database-errors';
import { withDatabase } from './open-database';

const ANSWER_MS = 1_000;

describe('a server that falls silent', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase([{ service: 'sample', entities: [], migrations: [] }]);
  });
  afterAll(() => database.drop());

  const ask = <T>(work: (db: Database) => Promise<T>, answerMs?: number): Promise<T> => {
    const config = { url: database.url, poolSize: 2 };
    return withDatabase('sample', work, answerMs ? { ...config, answerMs } : config);
  };
  const sleeping = (db: Database): Promise<unknown> =>
    db.transaction((tx) => tx.query('SELECT pg_sleep(2)'));

  it('counts as away while an answer is due, and the next connection works', async () => {
    await ask(async (db) => {
      const error: unknown = await sleeping(db).catch((e: unknown) => e);
      expect(isDatabaseUnavailable(error)).toBe(true);
      expect(await db.query('SELECT 1 AS n')).toEqual([{ n: 1 }]);
    }, ANSWER_MS);
  });

  it('is waited for while nobody asks, and by commands as long as it takes', async () => {
    await ask(async (db) => {
      const pid = (): Promise<unknown> => db.query('SELECT pg_backend_pid() AS pid');
      const before = await pid();
      await sleep(ANSWER_MS * 1.5);
      expect(await pid()).toEqual(before);
    }, ANSWER_MS);
    await expect(ask(sleeping)).resolves.toHaveLength(1);
  });
});
