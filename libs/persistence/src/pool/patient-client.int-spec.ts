import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
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

  it('costs its patience once, however many connections died with the line', async () => {
    const line = await lineTo(new URL(database.url));
    const work = async (db: Database): Promise<void> => {
      const all = (): Promise<unknown[]> =>
        Promise.all(['1', '2', '3'].map(() => db.query('SELECT pg_sleep(0.1)')));
      await all();
      line.die();
      await expect(db.query('SELECT 1')).rejects.toThrow('no answer in');
      await expect(all()).resolves.toHaveLength(3);
    };
    try {
      await withDatabase('sample', work, { url: line.url, poolSize: 3, answerMs: ANSWER_MS });
    } finally {
      line.end();
    }
  });
});

/** A way to the server on which all connections of a moment can fall silent; new ones work. */
async function lineTo(url: URL): Promise<{ url: string; die: () => void; end: () => void }> {
  const ends = new Set<Socket>();
  let alive = new Set<Socket>();
  const server = createServer((client) => {
    const far = connect(Number(url.port), url.hostname);
    for (const [from, to] of [
      [client, far],
      [far, client],
    ] as const) {
      ends.add(from);
      alive.add(from);
      from.on('error', () => undefined).on('data', (data) => alive.has(from) && to.write(data));
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const own = new URL(url);
  own.hostname = '127.0.0.1';
  own.port = String(port);
  return {
    url: own.toString(),
    die: () => (alive = new Set()),
    end: () => {
      for (const socket of ends) socket.destroy();
      server.close();
    },
  };
}
