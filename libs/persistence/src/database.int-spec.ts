import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { NestFactory } from '@nestjs/core';
import { Injectable, Module } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';
import {
  type TestDatabase,
  checkMigrationRoundTrip,
  createTestDatabase,
  waitUntil,
} from '@youlu/testing';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { BinaryCopy } from './binary/binary-copy';
import { Database } from './database';
import { isRowsFault, sqlStateOf } from './database-errors';
import { migrateService } from './migrate-service';
import { PersistenceModule } from './persistence.module';
import { TableStatistics } from './table-statistics';

class CreateThings1800000000000 implements MigrationInterface {
  readonly name = 'CreateThings1800000000000';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE things (id text PRIMARY KEY, n int8, small int2, day date, body bytea,
         ok boolean, tags text[], doc jsonb)`,
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE things');
  }
}
const sample = { service: 'sample', entities: [], migrations: [CreateThings1800000000000] };
const other = { service: 'other', entities: [], migrations: [] };
const samplePersistence = PersistenceModule.forService(sample);
const otherPersistence = PersistenceModule.forService(other);

@Injectable()
class Repository {
  constructor(readonly db: Database) {}
}
@Module({ imports: [samplePersistence], providers: [Repository] })
class SampleFeature {}
@Module({ imports: [SampleFeature, samplePersistence, otherPersistence] })
class Root {}

const columns = { id: 'text', n: 'int8', day: 'date', body: 'bytea', tags: 'text[]', doc: 'jsonb' };

describe('a service and its rows', () => {
  let place: TestDatabase;
  let app: INestApplicationContext;
  let db: Database;

  beforeAll(async () => {
    place = await createTestDatabase([sample, other]);
    process.env['DATABASE_URL'] = place.url;
    app = await NestFactory.createApplicationContext(Root, { logger: false });
    db = app.get(Repository, { strict: false }).db;
  });
  afterAll(async () => {
    await app?.close();
    await place?.drop();
  });
  beforeEach(() => db.transaction((tx) => tx.execute('DELETE FROM things')));

  it('migrates up, down and up again to the same schema', () => checkMigrationRoundTrip(sample));

  it('migrates twice at once without harm', async () => {
    await Promise.all([migrateService(place.url, sample), migrateService(place.url, sample)]);
  });

  it('works under its own role and cannot read another schema', async () => {
    expect(db.service).toBe('sample');
    expect(await db.query('SELECT current_user::text AS who')).toEqual([{ who: 'youlu_sample' }]);
    const refused = await db.query('SELECT 1 FROM other.outbox').catch((e: unknown) => e);
    expect(sqlStateOf(refused)).toBe('42501');
  });

  it('knows how large a table is soon after it was filled', async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => [`id${i}`, i]);
    await db.transaction((tx) => tx.insertMany('things', { id: 'text', n: 'int8' }, rows));
    const source = db.manager.dataSource;
    const known = async (): Promise<number> => {
      await new TableStatistics(source).look();
      const [row] = await source.query(
        `SELECT reltuples::int AS n FROM pg_class WHERE oid = 'things'::regclass`,
      );
      return (row as { n: number }).n;
    };
    await waitUntil(async () => (await known()) >= 5_000, 20_000, 'statistics'); // counters lag
  });

  it('writes many rows and reads them back unbent', async () => {
    const row = [
      'a"b\\c',
      9_007_199_254_740_991,
      '2020-09-01',
      Buffer.from([0, 255]),
      ['x,y', '"'],
      [1],
    ];
    const inserted = await db.transaction((tx) =>
      tx.insertMany(
        'things',
        columns,
        [row, ['b', null, null, null, null, null], ['b', 1, null, null, [], {}]],
        'ON CONFLICT DO NOTHING',
      ),
    );
    expect(inserted).toBe(2);
    const [back] = await db.query(
      `SELECT id, n, day, body, tags, doc FROM things WHERE n IS NOT NULL`,
    );
    expect(back).toEqual({
      id: row[0],
      n: row[1],
      day: '2020-09-01',
      body: row[3],
      tags: ['x,y', '"'],
      doc: [1],
    });
  });

  it('copies rows in binary, in and out', async () => {
    const copy = new BinaryCopy(['text', 'int8', 'int2', 'date', 'bytea', 'bool'], 1024);
    for (let i = 0; i < 5_000; i++) {
      copy.add([
        `编号${i}`,
        i % 2 ? -i * 2 ** 33 : i,
        i % 100,
        '1999-12-31',
        Buffer.alloc(i % 7, i),
        i % 3 === 0,
      ]);
    }
    copy.add(['空', null, null, null, null, null]);
    expect(copy.rowCount).toBe(5_001);
    const out = await db.transaction(async (tx) => {
      await tx.copyInBinary(
        'COPY things (id, n, small, day, body, ok) FROM STDIN BINARY',
        copy.finish(),
      );
      const into = new PassThrough();
      const [text] = await Promise.all([
        buffer(into),
        tx.copyOut('COPY (SELECT id FROM things ORDER BY id LIMIT 1) TO STDOUT BINARY', into),
      ]);
      return text;
    });
    expect(out.subarray(0, 6).toString()).toBe('PGCOPY');
    const [sum] = await db.query(
      `SELECT count(*) AS rows, min(n) AS low, min(day) AS day, sum(length(body))::int8 AS bytes,
              count(*) FILTER (WHERE ok) AS yes FROM things`,
    );
    expect(sum).toEqual({
      rows: 5_001,
      low: -4_999 * 2 ** 33,
      day: '1999-12-31',
      bytes: 14_995,
      yes: 1_667,
    });
  });

  it('rolls back on a throw, keeps savepoints apart and runs hooks only after the commit', async () => {
    const ran: string[] = [];
    const failed = db.transaction(async (tx) => {
      await tx.execute(`INSERT INTO things (id) VALUES ('gone')`);
      tx.afterCommit(() => ran.push('never'));
      throw new Error('no');
    });
    await expect(failed).rejects.toThrow('no');
    await db.transaction(async (tx) => {
      await tx.execute(`INSERT INTO things (id) VALUES ('kept')`);
      tx.afterCommit(() => ran.push('kept'));
      const inner = tx.savepoint(async () => {
        tx.afterCommit(() => ran.push('inner'));
        await tx.execute(`INSERT INTO things (id) VALUES ('kept')`);
      });
      const error: unknown = await inner.catch((e: unknown) => e);
      expect(isRowsFault(error)).toBe(true);
      expect(ran).toEqual([]);
    });
    expect(ran).toEqual(['kept']);
    expect(await db.query('SELECT id FROM things')).toEqual([{ id: 'kept' }]);
  });

  it('tells of a commit that was none because an error was swallowed', async () => {
    const swallowed = db.transaction(async (tx) => {
      await tx.execute(`INSERT INTO nowhere VALUES (1)`).catch(() => undefined);
    });
    await expect(swallowed).rejects.toThrow('rolled back');
  });

  it('runs a deadlocked transaction again', async () => {
    await db.transaction((tx) =>
      tx.execute(`INSERT INTO things (id, n) VALUES ('a', 0), ('b', 0)`),
    );
    let attempts = 0;
    const crossing = (first: string, second: string): Promise<void> =>
      db.transaction(async (tx) => {
        attempts++;
        await tx.execute('UPDATE things SET n = n + 1 WHERE id = $1', [first]);
        await new Promise((resolve) => setTimeout(resolve, 200));
        await tx.execute('UPDATE things SET n = n + 1 WHERE id = $1', [second]);
      });
    await Promise.all([crossing('a', 'b'), crossing('b', 'a')]);
    expect(attempts).toBeGreaterThan(2);
    expect(await db.query('SELECT n FROM things')).toEqual([{ n: 2 }, { n: 2 }]);
  });

  it('waits for a lock no longer than asked', async () => {
    await db.transaction(async (tx) => {
      await tx.execute(`INSERT INTO things (id) VALUES ('held')`);
      const second = db.transaction((t) => t.execute(`INSERT INTO things (id) VALUES ('held')`), {
        lockTimeoutMs: 50,
      });
      expect(sqlStateOf(await second.catch((e: unknown) => e))).toBe('55P03');
    });
  });

  it('goes on after its connections were cut', async () => {
    const cut = db.transaction((tx) => tx.query('SELECT pg_terminate_backend(pg_backend_pid())'));
    await expect(cut).rejects.toThrow();
    expect(await db.isReachable()).toBe(true);
  });

  it('prepares a read once a connection, and again on the next after all were cut', async () => {
    const ask = (n: number): Promise<{ n: number; day: string }[]> =>
      db.queryPrepared('twice', `SELECT ($1::int8 * 2) AS n, DATE '2020-09-01' AS day`, [n]);
    expect(await ask(4)).toEqual([{ n: 8, day: '2020-09-01' }]);
    const prepared = await db.query('SELECT name FROM pg_prepared_statements');
    expect(prepared).toEqual([{ name: 'twice' }]);
    const cut = db.transaction((tx) =>
      tx.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND usename = session_user`,
      ),
    );
    await expect(cut).rejects.toThrow();
    expect(await ask(21)).toEqual([{ n: 42, day: '2020-09-01' }]);
  });
});
